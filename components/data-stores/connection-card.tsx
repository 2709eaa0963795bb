import type { ReactNode } from 'react';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { Card } from '../ui/card.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Fact, FactsList } from '../ui/facts-list.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { engineWords, tlsWords } from './store-words.ts';

/** How Amber connects, and how it would back up and restore. Never a password. */
export const ConnectionCard = ({ store }: { store: DataStoreDetail }) => {
  const { connection, probe, methods } = store;
  return (
    <Card className="px-5 py-[18px]">
      <h2 className="mb-3.5 text-[15px] font-bold">Connection</h2>
      <FactsList>
        <Fact name="Endpoint" mono>
          <Known text={store.endpoint} what="endpoint" />
        </Fact>
        <Fact name="User" mono>
          {connection.username ? (
            <Copyable text={connection.username} what="user" />
          ) : (
            <Plain>{store.engine === 'redis' ? 'default' : 'none'}</Plain>
          )}
        </Fact>
        <Fact name="Password">
          {connection.hasPassword ? <span title="Stored, never shown">••••••••</span> : 'none'}
        </Fact>
        <Fact name="URI" mono>
          <Known text={connection.uri} what="connection URI" />
        </Fact>
        {store.engine === 'janusgraph' && (
          <Fact name="Graph" mono>
            <Copyable text={connection.graph ?? 'graph'} what="graph" />
          </Fact>
        )}
        <Fact name="TLS">{tlsWords(connection.tls)}</Fact>
        <Fact name="Engine">{engineWords(store)}</Fact>
        <Fact name="Backup method">{methods?.snapshot ?? <Plain>not known yet</Plain>}</Fact>
        <Fact name="Restore method">{methods?.restore ?? <Plain>not known yet</Plain>}</Fact>
        {probe && (
          <Fact name="Round trip">
            {probe.latencyMs < 1 ? 'under 1 ms' : `${Math.round(probe.latencyMs)} ms`}
          </Fact>
        )}
        <Fact name="Seen">
          {store.probedAt ? <RelativeTime at={store.probedAt} /> : <Plain>never</Plain>}
        </Fact>
      </FactsList>
    </Card>
  );
};

const Known = ({ text, what }: { text: string | null; what: string }) =>
  text === null ? <Plain>not known yet</Plain> : <Copyable text={text} what={what} />;

const Copyable = ({ text, what }: { text: string; what: string }) => (
  <span className="inline-flex max-w-full items-center justify-end gap-1">
    <span className="min-w-0 break-all">{text}</span>
    <CopyButton text={text} what={what} className="-my-1 -mr-1" />
  </span>
);

const Plain = ({ children }: { children: ReactNode }) => (
  <span className="font-sans text-body text-faint">{children}</span>
);
