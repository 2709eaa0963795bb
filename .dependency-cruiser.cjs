/**
 * Which room of the house may import which (ARCHITECTURE.md tells the story). Every room may import itself and
 * `lib/domain`, which imports nothing; a room that is not named here may not be imported by anyone but itself.
 * Tests may import more, as they set up what they test: see TESTS.
 */
const WEB = '^lib/composition/(web|readiness)\\.ts$';
const PLATFORM = '^lib/platform/';

/** By room: what else it may import. Patterns of paths. */
const ROOMS = {
  '^app/': ['^components/', '^lib/(actions|http|auth)/', WEB],
  '^pages/': ['^lib/http/'],
  '^proxy\\.ts$': ['^lib/http/', PLATFORM],
  // server actions are called from the browser, their modules are not loaded there
  '^components/(?!ui/)': ['^components/', '^lib/actions/'],
  // the kit is a leaf; the words of times and figures name no noun of ours
  '^components/ui/': [],
  '^lib/domain/': [],
  '^lib/use-cases/': [],
  '^lib/actions/': [WEB, PLATFORM],
  '^lib/http/': [WEB, '^lib/auth/', PLATFORM],
  '^lib/auth/': ['^lib/db/', PLATFORM],
  '^lib/cli/': ['^lib/composition/cli\\.ts$', '^package\\.json$'],
  '^lib/jobs/': ['^lib/composition/worker\\.ts$', PLATFORM],
  '^lib/composition/': ['^lib/(use-cases|engines|artefacts|storage|provisioners|db|queue|auth|platform)/'],
  '^lib/engines/redis/': [PLATFORM],
  '^lib/engines/janusgraph/': [PLATFORM],
  '^lib/artefacts/': [PLATFORM],
  '^lib/storage/': [PLATFORM],
  '^lib/provisioners/': [PLATFORM],
  '^lib/db/': [PLATFORM],
  '^lib/queue/': [PLATFORM],
  '^lib/platform/': [],
  // what starts the processes: it prepares the database and the storage before there is anything to compose
  '^scripts/(?!bench/)': ['^scripts/', '^lib/(auth|db|http|platform|storage)/', '^e2e/'],
  '^scripts/bench/': ['^lib/', '^e2e/'],
  '^e2e/': ['^lib/', '^scripts/'],
};

const OURS = '^(app|pages|components|lib|scripts|e2e|prisma)/|^[^/]+\\.(ts|tsx|mjs|json)$';
const TESTS = '\\.(test|fixture|contract)\\.tsx?$|/fixtures/';

const roomRule = ([room, allowed]) => ({
  name: `directions of ${room}`,
  severity: 'error',
  from: { path: room, pathNot: TESTS },
  to: {
    path: OURS,
    pathNot: [
      room,
      room === '^components/ui/' ? '^lib/domain/words/(times|figures)\\.ts$' : '^lib/domain/',
      ...allowed,
    ],
  },
});

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(ROOMS).map(roomRule),
    forbid(
      'every-room-is-named',
      'A folder that no rule knows would escape all of them: give it a line above.',
      { path: '^(app|pages|components|lib|scripts|e2e)/', pathNot: Object.keys(ROOMS) },
      {},
    ),
    forbid(
      'no-cycles',
      'The generated client imports itself in circles.',
      { pathNot: '^lib/db/generated/' },
      { circular: true },
    ),
    forbid(
      'nothing-imports-app',
      'Routes are entries. Not even a test imports one.',
      { pathNot: '^app/' },
      { path: '^(app|pages)/|^proxy\\.ts$' },
    ),
    forbid(
      'nothing-imports-tests',
      'What ships does not load what tests it.',
      { pathNot: [TESTS, '^e2e/', '^scripts/'] },
      { path: [TESTS, '^e2e/'] },
    ),
    forbid(
      'engines-apart',
      'Engines do not see each other.',
      { path: '^lib/engines/([^/]+)/' },
      { path: '^lib/engines/([^/]+)/', pathNot: '^lib/engines/$1/' },
    ),
    forbid(
      'web-asks-engines-only',
      'The console asks a store and judges a restore; what moves data is the worker’s.',
      { path: '^lib/composition/(?!worker|cli|engines)', pathNot: TESTS },
      {
        path: '^lib/engines/',
        pathNot: '^lib/engines/[a-z]+/asking-engine\\.ts$',
      },
    ),
    forbid(
      'web-loads-no-data-mover',
      'Nor does it load one by way of another module.',
      { path: '^(app|pages)/' },
      {
        path: '^lib/engines/[a-z]+/([a-z]+-engine|snapshot/snapshot[^/]*|restore/(restore|write-restore))\\.ts$',
        pathNot: '/asking-engine\\.ts$',
        reachable: true,
      },
    ),
    forbid(
      'domain-is-pure',
      'The domain runs in the browser, in the worker and in tests alike: no Node, no framework.',
      { path: '^lib/domain/', pathNot: TESTS },
      {
        dependencyTypesNot: ['local', 'aliased', 'aliased-subpath-import', 'type-only'],
        pathNot: 'node_modules/(temporal-polyfill|zod)/',
      },
    ),
    forbid(
      'no-server-only',
      'The worker runs the library in plain Node, where this package throws.',
      {},
      { path: '(^|/)server-only(/|$)' },
    ),
    forbid(
      'resolvable',
      'What cannot be resolved is not checked.',
      { pathNot: '^next-env' },
      { couldNotResolve: true },
    ),
  ],
  options: {
    // imports of types alone are imports
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules', '^lib/db/generated/'] },
    exclude: { path: '^(\\.next|\\.cache|data|test-results)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.css', '.json'],
    },
  },
};
