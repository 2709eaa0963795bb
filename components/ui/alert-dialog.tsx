'use client';

import * as Dialog from '@radix-ui/react-alert-dialog';
import { type ReactNode, useRef } from 'react';
import { Button } from './button.tsx';
import { focusedNow, giveFocusBack } from './focus-return.ts';
import { Note } from './note.tsx';

type AlertDialogProps = {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** The accessible name, exactly. */
  title: string;
  /** What will happen, in words. */
  children: ReactNode;
  /** The button that does it; `Close` stands beside it by itself and has the focus first. */
  action: ReactNode;
  failure?: { message: string } | null;
  returnFocus?: (() => HTMLElement | null) | undefined;
};

/** Asks before something that cannot be undone. */
export const AlertDialog = ({ open, onOpenChange, ...rest }: AlertDialogProps) => (
  <Dialog.Root open={open} onOpenChange={onOpenChange}>
    <Dialog.Portal>
      <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in" />
      <AlertPanel {...rest} />
    </Dialog.Portal>
  </Dialog.Root>
);

const AlertPanel = ({
  title,
  children,
  action,
  failure,
  returnFocus,
}: Omit<AlertDialogProps, 'open' | 'onOpenChange'>) => {
  const opener = useRef<HTMLElement | null>(null);
  return (
    <div className="pointer-events-none fixed inset-0 z-40 grid place-items-center p-4">
      <Dialog.Content
        onOpenAutoFocus={() => {
          opener.current = focusedNow();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          giveFocusBack(returnFocus?.() ?? opener.current);
        }}
        className="pointer-events-auto flex max-h-full w-full max-w-[440px] flex-col gap-4 overflow-y-auto rounded-lg bg-raised p-6 shadow-pop outline-none data-[state=closed]:animate-fade-out data-[state=open]:animate-pop-in"
      >
        <Dialog.Title className="text-drawer font-bold tracking-[-0.01em]">{title}</Dialog.Title>
        <Dialog.Description asChild>
          <div className="flex flex-col gap-4 text-muted wrap-anywhere">{children}</div>
        </Dialog.Description>
        {failure && (
          <Note tone="bad" role="alert">
            {failure.message}
          </Note>
        )}
        <div className="mt-1 flex flex-wrap justify-end gap-2.5">
          <Dialog.Cancel asChild>
            <Button>Close</Button>
          </Dialog.Cancel>
          {action}
        </div>
      </Dialog.Content>
    </div>
  );
};
