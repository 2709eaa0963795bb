import { generateClient } from './start/generate-client.ts';

generateClient();
