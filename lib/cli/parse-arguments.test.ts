import { describe, expect, it } from 'vitest';
import { parseArguments } from './parse-arguments.ts';

const key = 'age1xyz';

describe('arguments', () => {
  it('of a snapshot', () => {
    expect(parseArguments(['snapshot', 'redis://h', '--out', 'dir'])).toEqual({
      command: 'snapshot',
      arguments: {
        uri: 'redis://h',
        out: 'dir',
        method: 'auto',
        encryptTo: [],
        json: false,
        graph: null,
        passwordFile: null,
      },
    });
    const all = [
      '--method',
      'scan',
      '--encrypt-to',
      key,
      '--encrypt-to',
      'age1abc',
      '--json',
      '--password-file',
      'p',
    ];
    expect(parseArguments(['snapshot', 'redis://h', '--out=dir', ...all])).toEqual({
      command: 'snapshot',
      arguments: {
        uri: 'redis://h',
        out: 'dir',
        method: 'scan',
        encryptTo: [key, 'age1abc'],
        json: true,
        graph: null,
        passwordFile: 'p',
      },
    });
  });

  it.each(['inspect', 'verify'])('of %s', (command) => {
    expect(parseArguments([command, 'file.rdb'])).toEqual({
      command,
      arguments: { path: 'file.rdb', identity: null, json: false },
    });
    expect(parseArguments([command, '--json', '--identity', 'key.txt', '--', '--odd.rdb'])).toEqual({
      command,
      arguments: { path: '--odd.rdb', identity: 'key.txt', json: true },
    });
  });

  it('of a restore', () => {
    const shared = {
      path: 'dir',
      uri: 'redis://h',
      identity: null,
      json: false,
      graph: null,
      passwordFile: null,
    };
    expect(parseArguments(['restore', 'dir', '--to', 'redis://h'])).toEqual({
      command: 'restore',
      arguments: { ...shared, method: 'auto', yes: false },
    });
    expect(parseArguments(['restore', 'dir', '--to', 'redis://h', '--yes', '--method', 'restore'])).toEqual({
      command: 'restore',
      arguments: { ...shared, method: 'restore', yes: true },
    });
  });

  it.each([
    [['--help'], { command: 'help', topic: null }],
    [['help'], { command: 'help', topic: null }],
    [['restore', '--help'], { command: 'help', topic: 'restore' }],
    [['snapshot', '-h', 'x', 'y'], { command: 'help', topic: 'snapshot' }],
    [['--version'], { command: 'version' }],
  ])('asking for help: %j', (argv, invocation) => {
    expect(parseArguments(argv)).toEqual(invocation);
  });

  it.each([
    [[], 'Name a command'],
    [['backup'], 'There is no command “backup”'],
    [['--json', 'inspect', 'x'], 'The command comes first'],
    [['\u202eevil\u0007'], 'There is no command “?evil?”'],
    [['snapshot', '--out', 'd'], 'the URI of a store'],
    [['snapshot', 'redis://h'], '--out'],
    [['snapshot', 'redis://h', '--out', ''], '--out'],
    [['snapshot', 'redis://h', 'redis://i', '--out', 'd'], 'one only'],
    [['snapshot', 'redis://h', '--out', 'd', '--method', 'push'], '--method is one of auto, replica, scan'],
    [['snapshot', 'redis://h', '--out', 'd', '--identity', 'k'], '--identity'],
    [['inspect'], 'Give a backup'],
    [['inspect', 'a', 'b'], 'one only'],
    [['inspect', 'a', '--yes'], '--yes'],
    [['verify', 'a', '--identity'], '--identity'],
    [['restore', 'a'], '--to'],
    [['restore', 'a', '--to', 'redis://h', '--method', 'scan'], '--method is one of'],
    [['restore', 'a', '--to', 'redis://h', '--method', 'push', '--yes'], 'not built yet'],
    [['restore', 'a', '--to', 'redis://h', '--method', 'staged', '--yes'], 'not built yet'],
    [['restore', 'a', '--to', 'redis://h', '--yes=no'], '--yes'],
  ])('that are wrong: %j', (argv, words) => {
    expect(() => parseArguments(argv)).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining(words) }),
    );
  });
});
