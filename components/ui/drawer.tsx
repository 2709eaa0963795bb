'use client';

import * as Dialog from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import { type FormEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { focusedNow, focusFirst, focusInvalid, giveFocusBack } from './focus-return.ts';
import { IconButton } from './icon-button.tsx';
import { Note } from './note.tsx';

export type DrawerProps = {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** The dialog's accessible name, exactly. */
  title: string;
  sub?: ReactNode;
  children: ReactNode;
  /** The strong button at the right; `Close` stands beside it by itself. Make it `type="submit"` with `onSubmit`. */
  action?: ReactNode;
  /** What stands at the left of the footer. */
  startAction?: ReactNode;
  /** With it the drawer is a form. */
  onSubmit?(): void;
  /** What was refused: an alert above the footer, unless a field says it; the first invalid field is focused. */
  failure?: { message: string } | null;
  /** Where the focus goes on closing; by default to what had it on opening. */
  returnFocus?: (() => HTMLElement | null) | undefined;
};

/** A modal dialog at the right edge: header, a body that scrolls, footer. Escape and the scrim close it. */
export const Drawer = ({ open, onOpenChange, ...rest }: DrawerProps) => (
  <Dialog.Root open={open} onOpenChange={onOpenChange}>
    <Dialog.Portal>
      <Dialog.Overlay className="fixed inset-0 z-30 bg-scrim data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in" />
      <DrawerPanel {...rest} />
    </Dialog.Portal>
  </Dialog.Root>
);

const DrawerPanel = ({
  title,
  sub,
  children,
  action,
  startAction,
  onSubmit,
  failure,
  returnFocus,
}: Omit<DrawerProps, 'open' | 'onOpenChange'>) => {
  const panel = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  const unsaid = useUnsaid(failure ?? null, body);
  return (
    <Dialog.Content
      ref={panel}
      {...(sub ? {} : { 'aria-describedby': undefined })}
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        opener.current = focusedNow();
        focusFirst(body.current, panel.current);
      }}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        giveFocusBack(returnFocus?.() ?? opener.current);
      }}
      onInteractOutside={keepOpenOverMessages}
      className="fixed inset-y-0 right-0 z-30 flex w-[480px] max-w-[100vw] flex-col bg-surface shadow-pop outline-none data-[state=closed]:animate-drawer-out data-[state=open]:animate-drawer-in"
    >
      <header className="flex items-start justify-between gap-4 px-6 pt-5 pb-3.5 max-md:px-4">
        <div className="min-w-0">
          <Dialog.Title className="text-drawer font-bold tracking-[-0.01em]">{title}</Dialog.Title>
          {sub && (
            <Dialog.Description asChild>
              <div className="text-muted wrap-anywhere">{sub}</div>
            </Dialog.Description>
          )}
        </div>
        {/* Not called `Close`: that is the footer's button, and names are scripted against. */}
        <Dialog.Close asChild>
          <IconButton label="Dismiss" className="-mt-0.5 -mr-2">
            <X aria-hidden />
          </IconButton>
        </Dialog.Close>
      </header>
      <MaybeForm onSubmit={onSubmit}>
        <div
          ref={body}
          className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto overscroll-contain px-6 pt-1.5 pb-6 max-md:px-4"
        >
          {children}
        </div>
        <footer className="border-t border-line bg-surface px-6 py-3.5 max-md:px-4">
          {unsaid && (
            <Note tone="bad" role="alert" className="mb-3.5">
              {unsaid}
            </Note>
          )}
          <div className="flex flex-wrap items-center justify-end gap-2.5">
            {startAction && <div className="mr-auto">{startAction}</div>}
            <Dialog.Close asChild>
              <Button>Close</Button>
            </Dialog.Close>
            {action}
          </div>
        </footer>
      </MaybeForm>
    </Dialog.Content>
  );
};

/** The failure's message, unless a field already shows it; the first invalid field gets the focus. */
const useUnsaid = (
  failure: { message: string } | null,
  body: RefObject<HTMLElement | null>,
): string | null => {
  const [said, setSaid] = useState<object | null>(null);
  useLayoutEffect(() => {
    if (!failure) return;
    const alerts = [...(body.current?.querySelectorAll('[role="alert"]') ?? [])];
    if (alerts.some((alert) => alert.textContent === failure.message)) setSaid(failure);
    focusInvalid(body.current);
  }, [failure, body]);
  return failure && said !== failure ? failure.message : null;
};

const MaybeForm = ({ onSubmit, children }: { onSubmit: (() => void) | undefined; children: ReactNode }) => {
  if (!onSubmit) return <div className="flex min-h-0 flex-1 flex-col">{children}</div>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form inside a portal bubbles through React's tree to the page's form, if there is one.
    event.stopPropagation();
    onSubmit();
  };
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      {children}
    </form>
  );
};

/** A click on a message that floats above is no click beside the dialog. */
const keepOpenOverMessages = (event: Event & { detail?: { originalEvent?: Event } }): void => {
  const target = event.detail?.originalEvent?.target ?? event.target;
  if (target instanceof Element && target.closest('[data-messages]')) event.preventDefault();
};
