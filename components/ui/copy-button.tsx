'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { classNames } from './class-names.ts';
import { useMessages } from './messages.tsx';

/** Copies `text`. `what` names it: the button is called `Copy <what>`. */
export const CopyButton = ({ text, what, className }: { text: string; what: string; className?: string }) => {
  const [copied, setCopied] = useState(false);
  const { fail } = useMessages();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    if (await copyText(text)) setCopied(true);
    else fail('The browser does not let this page copy. Select the text and copy it yourself.');
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={`Copy ${what}`}
      title={copied ? 'Copied' : `Copy ${what}`}
      onClick={copy}
      className={classNames(
        'inline-grid size-6 shrink-0 place-items-center rounded-sm align-middle hover:bg-idle-soft hover:text-text',
        copied ? 'text-good' : 'text-faint',
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only" aria-live="polite">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  );
};

// navigator.clipboard exists only in secure contexts: a console reached over plain HTTP in a network has none.
const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
};

const copyBySelection = (text: string): boolean => {
  const holder = document.createElement('textarea');
  holder.value = text;
  holder.setAttribute('readonly', '');
  holder.className = 'sr-only';
  (document.querySelector('[role="dialog"]') ?? document.body).append(holder);
  const before = document.activeElement;
  holder.select();
  const done = document.execCommand('copy');
  holder.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
};
