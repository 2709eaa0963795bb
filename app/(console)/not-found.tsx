import { ButtonLink } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';

/** Inside the shell: a store or page that is gone. */
const NotFound = () => (
  <Card>
    <h1 className="sr-only">Not found</h1>
    <EmptyState
      title="There is no such page"
      action={
        <ButtonLink href="/data-stores" variant="primary">
          Go to the data stores
        </ButtonLink>
      }
    >
      The address may be mistyped, or what it showed was deleted.
    </EmptyState>
  </Card>
);

export default NotFound;
