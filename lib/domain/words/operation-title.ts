import type { Operation, OperationKind } from '../operation.ts';

type Titled = Pick<Operation, 'kind' | 'dataStoreName' | 'subject'>;

const TITLES: Record<OperationKind, (operation: Titled) => string> = {
  backup: ({ dataStoreName }) => `backup of ${dataStoreName ?? 'a deleted store'}`,
  restore: ({ dataStoreName, subject }) =>
    `restore into ${dataStoreName ?? 'a deleted store'} of “${subject}”`,
  verification: ({ subject }) => `verification of “${subject}”`,
  deletion: ({ subject }) => `deletion of “${subject}”`,
};

/** What an operation does, within a sentence: `backup of orders`. */
export const operationTitle = (operation: Titled): string => TITLES[operation.kind](operation);
