import { defineConfig } from 'prisma/config';

/** For `prisma generate`, and for `prisma migrate deploy` on machines that may download the schema engine. */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
