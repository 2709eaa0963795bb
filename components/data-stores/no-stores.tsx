'use client';

import { Plus } from 'lucide-react';
import { useMay } from '#components/account/session-context';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SampleStoreButton } from './sample-store-button.tsx';

type NoStoresProps = {
  /** null: the reader may not. */
  onAdd: (() => void) | null;
  /** A sample store was started, and its button goes. */
  onSample(): void;
};

/** The page `Data Stores` before there is any: what to do first. */
export const NoStores = ({ onAdd, onSample }: NoStoresProps) => {
  const mayTry = useMay('start-sample-store');
  return (
    <Card>
      <EmptyState
        title="No data stores yet"
        action={
          onAdd && (
            <>
              <Button variant="primary" onClick={onAdd}>
                <Plus aria-hidden /> Add Data Store
              </Button>
              {mayTry && <SampleStoreButton onStarted={onSample} />}
            </>
          )
        }
      >
        {onAdd ? (
          <FirstWords />
        ) : (
          'An owner can connect a Redis, Valkey, KeyDB, Dragonfly or JanusGraph server.'
        )}
      </EmptyState>
    </Card>
  );
};

const FirstWords = () => (
  <>
    <p>
      Connect a Redis, Valkey, KeyDB, Dragonfly or JanusGraph server, or try Amber on a sample store that runs
      on this machine. Amber asks a store for its figures, and changes nothing before you restore.
    </p>
    <p className="mt-3 text-small">
      Passwords are sealed with Amber’s secret key: keep a copy of it elsewhere. It is the file{' '}
      <code>secret-key</code> in Amber’s data folder (<code>data</code>, unless <code>AMBER_DATA_DIR</code>{' '}
      names another).
    </p>
  </>
);
