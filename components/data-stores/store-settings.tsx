'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useMay } from '#components/account/session-context';
import { ScheduleLauncher } from '#components/schedules/schedule-launcher';
import { ENGINE_NAMES } from '#lib/domain/data-store';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { QueryTrouble } from '../queries/query-trouble.tsx';
import { scheduleFacts } from '../schedules/schedule-facts.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Fact, FactsList } from '../ui/facts-list.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { dataStoreQuery } from './data-store-queries.ts';
import { DeleteDataStoreLauncher } from './delete-data-store-launcher.tsx';
import { EditDataStoreLauncher } from './edit-data-store-launcher.tsx';
import { neverCameUp, tlsWords } from './store-words.ts';

/** The tab `Settings` of a store. */
export const StoreSettings = ({ id }: { id: string }) => {
  const query = useQuery(dataStoreQuery(id));
  const store = query.data;
  if (!store) return <QueryTrouble query={query} what="The data store" />;
  return (
    <div className="flex max-w-[760px] flex-col gap-4">
      <ScheduleCard store={store} />
      <ConnectionSettings store={store} />
      <DeleteCard store={store} />
    </div>
  );
};

type SectionProps = { title: string; sub?: ReactNode; action: ReactNode; children?: ReactNode };

const Section = ({ title, sub, action, children }: SectionProps) => (
  <Card className="px-5 py-[18px]">
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div className="min-w-0 flex-1 basis-40">
        <h2 className="text-[15px] font-bold">{title}</h2>
        {sub && <p className="mt-1 text-muted">{sub}</p>}
      </div>
      {action}
    </div>
    {children && <div className="mt-4 border-t border-line pt-4">{children}</div>}
  </Card>
);

const ScheduleCard = ({ store }: { store: DataStoreDetail }) => {
  const { id, policy } = store;
  const [open, setOpen] = useState(false);
  const facts = policy && scheduleFacts(policy);
  const action = useMay('apply-policy') && !neverCameUp(store) && (
    <>
      <Button onClick={() => setOpen(true)}>{policy?.enabled ? 'Change' : 'Set up'}</Button>
      <ScheduleLauncher dataStoreId={id} open={open} onOpenChange={setOpen} />
    </>
  );
  return (
    <Section
      title="Backup schedule"
      sub={policy?.enabled ? undefined : 'No backup is taken by itself.'}
      action={action}
    >
      {policy?.enabled && facts && (
        <FactsList>
          {[...facts.when, ...facts.kept].map(({ name, words }) => (
            <Fact key={name} name={name}>
              {words}
            </Fact>
          ))}
          <Fact name="Next backup">{policy.nextAt ? <RelativeTime at={policy.nextAt} /> : '—'}</Fact>
        </FactsList>
      )}
    </Section>
  );
};

const ConnectionSettings = ({ store }: { store: DataStoreDetail }) => {
  const { id, engine, endpoint, connection } = store;
  const [open, setOpen] = useState(false);
  const mayEdit = useMay('edit-data-store') && !neverCameUp(store);
  return (
    <Section title="Connection" action={mayEdit && <Button onClick={() => setOpen(true)}>Edit</Button>}>
      <FactsList>
        <Fact name="Engine">{ENGINE_NAMES[engine]}</Fact>
        <Fact name="Endpoint" mono>
          {endpoint ?? 'not known yet'}
        </Fact>
        <Fact name="User">{connection.username ?? (engine === 'redis' ? 'default' : 'none')}</Fact>
        <Fact name="Password">{connection.hasPassword ? '••••••••' : 'none'}</Fact>
        {engine === 'janusgraph' && (
          <Fact name="Graph" mono>
            {connection.graph ?? 'graph'}
          </Fact>
        )}
        <Fact name="TLS">{tlsWords(connection.tls)}</Fact>
      </FactsList>
      <EditDataStoreLauncher dataStoreId={id} open={open} onOpenChange={setOpen} />
    </Section>
  );
};

const DeleteCard = ({ store: { id, name, runByAmber } }: { store: DataStoreDetail }) => {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  if (!useMay('delete-data-store')) return null;
  return (
    <Section
      title="Delete"
      sub={
        runByAmber
          ? 'Amber forgets the store and its schedule, and removes the server that it runs for it, with its data.'
          : 'Amber forgets the store and its schedule. The server itself is not touched.'
      }
      action={
        <>
          <Button variant="quiet-danger" onClick={() => setOpen(true)}>
            Delete data store
          </Button>
          <DeleteDataStoreLauncher
            dataStoreId={id}
            name={name}
            open={open}
            onOpenChange={setOpen}
            onDeleted={() => router.push('/data-stores')}
          />
        </>
      }
    />
  );
};
