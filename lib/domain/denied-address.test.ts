import { describe, expect, it } from 'vitest';
import { deniedAddress } from './denied-address.ts';

describe('deniedAddress', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '0.0.0.0',
    '0.1.2.3',
    '224.0.0.1',
    '239.255.255.255',
    '255.255.255.255',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'ff02::1',
    'fd00:ec2::254',
    'FD00:0EC2:0:0:0:0:0:0254',
    'fd20:ce::254',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '0:0:0:0:0:ffff:a9fe:a9fe',
    '::ffff:0:169.254.169.254',
    '::169.254.169.254',
    '64:ff9b::169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '::ffff:0.0.0.0',
    'not an address',
    '1.2.3',
    '1::2::3',
    '12345::',
  ])('denies %s', (address) => {
    expect(deniedAddress(address)).toBeTypeOf('string');
  });

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.0.0.1',
    '172.16.5.4',
    '192.168.1.1',
    '100.64.0.1',
    '100.100.100.201',
    '169.253.1.1',
    '8.8.8.8',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    'fd12:3456:789a::1',
    '2001:db8::1',
    '2a00:1450:4001:81b::200e',
    '1:2:3:4:5:6:7:8',
    'fec0::1',
  ])('allows %s', (address) => {
    expect(deniedAddress(address)).toBeNull();
  });
});
