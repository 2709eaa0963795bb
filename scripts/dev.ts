/** What `npm run dev` runs on Node 24. */
import { main } from './start/main.ts';

await main('dev');
