import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { intoPlace } from './into-place.mjs';
import { runProgram } from './run-program.mjs';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The mirror that this machine takes its own packages from. */
const findMirror = async () => {
  const sites = await runProgram('apt-get', ['indextargets', '--format', '$(SITE)']);
  const site = sites.split('\n').find((line) => line !== '' && !line.includes('security'));
  if (!site) throw new Error('apt knows no mirror: run apt-get update, or see /etc/apt/sources.list');
  return site;
};

/** A folder for apt of its own: the system's sources, lists and packages are neither read nor changed. */
const makeAptFolder = (work, source) => {
  const path = (name) => join(work, 'apt', name);
  mkdirSync(path('lists/partial'), { recursive: true });
  mkdirSync(path('cache/archives/partial'), { recursive: true });
  writeFileSync(path('status'), '');
  writeFileSync(path('sources.list'), `${source}\n`);
  const settings = {
    'Dir::Etc::SourceList': path('sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': path('lists'),
    'Dir::State::status': path('status'),
    'Dir::Cache': path('cache'),
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";`);
  writeFileSync(path('apt.conf'), `${lines.join('\n')}\n`);
  return { APT_CONFIG: path('apt.conf') };
};

/** `redis-tools_5%3a8.0.2-3+deb13u2_amd64.deb`: the version between the epoch and Debian's own. */
const checkVersions = (files, versions) => {
  for (const [name, version] of Object.entries(versions)) {
    const file = files.find((each) => each.startsWith(`${name}_`));
    const found = /_(?:\d+%3a)?([\d.]+)/.exec(file ?? '')?.[1];
    if (found !== version) throw new Error(`${name} is ${found ?? 'missing'}, expected ${version}`);
  }
};

/** Downloads packages of another Debian release through apt and unpacks them. */
export const fetchRelease = (folder, { suite, target, packages, versions, members }) =>
  intoPlace(folder, target, async (work, made) => {
    const env = makeAptFolder(work, `deb [signed-by=${KEYRING}] ${await findMirror()} ${suite} main`);
    await runProgram('apt-get', ['-q', 'update'], { env });
    const debs = join(work, 'debs');
    mkdirSync(debs);
    await runProgram('apt-get', ['-q', 'download', ...packages], { env, cwd: debs });
    const files = readdirSync(debs);
    checkVersions(files, versions);
    const unpacked = join(work, 'unpacked');
    await Promise.all(files.map((file) => runProgram('dpkg', ['-x', join(debs, file), unpacked])));
    for (const [member, name] of Object.entries(members))
      renameSync(join(unpacked, member), join(made, name));
  });
