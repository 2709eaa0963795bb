'use client';

import { CircleAlert, X } from 'lucide-react';
import Link from 'next/link';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { classNames } from './class-names.ts';

export type MessageLink = { href: string; linkText?: string };
type Message = { id: number; kind: 'news' | 'failure'; text: string; link?: MessageLink | undefined };

export type Messages = {
  /** News in the region with role `status`: `say('Backup started', { href })`. */
  say(text: string, link?: MessageLink): void;
  /** A failure, as an `alert`. */
  fail(text: string, link?: MessageLink): void;
};

const MessagesContext = createContext<Messages>({ say: () => {}, fail: () => {} });
export const useMessages = (): Messages => useContext(MessagesContext);

const NEWS_MS = 8_000;
const FAILURE_MS = 20_000;
const SHOWN = 3;

/**
 * Stands above everything. Both regions are always mounted, so that a screen reader knows them before they speak,
 * and carry `aria-live`, so that an open modal dialog does not hide them.
 */
export const MessagesProvider = ({ children }: { children: ReactNode }) => {
  const [messages, setMessages] = useState<Message[]>([]);
  const lastId = useRef(0);
  const add = useCallback((kind: Message['kind'], text: string, link?: MessageLink) => {
    lastId.current += 1;
    const id = lastId.current;
    setMessages((now) =>
      [...now.filter((each) => each.text !== text), { id, kind, text, link }].slice(-SHOWN),
    );
  }, []);
  const drop = useCallback((id: number) => setMessages((now) => now.filter((each) => each.id !== id)), []);
  const value = useMemo<Messages>(
    () => ({
      say: (text, link) => add('news', text, link),
      fail: (text, link) => add('failure', text, link),
    }),
    [add],
  );
  const bubbles = (kind: Message['kind']) =>
    messages
      .filter((each) => each.kind === kind)
      .map((each) => <Bubble key={each.id} message={each} onDrop={drop} />);
  return (
    <MessagesContext value={value}>
      {children}
      <div
        data-messages
        className="pointer-events-none fixed inset-x-0 bottom-[26px] z-50 flex flex-col items-center gap-2 px-4"
      >
        <div role="status" aria-live="polite" className="flex max-w-full flex-col items-center gap-2">
          {bubbles('news')}
        </div>
        <div aria-live="assertive" className="flex max-w-full flex-col items-center gap-2">
          {bubbles('failure')}
        </div>
      </div>
    </MessagesContext>
  );
};

const Bubble = ({ message, onDrop }: { message: Message; onDrop(id: number): void }) => {
  const { id, kind, text, link } = message;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onDrop(id), kind === 'news' ? NEWS_MS : FAILURE_MS);
    return () => clearTimeout(timer);
  }, [held, id, kind, onDrop]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: holding it only keeps it on the screen longer
    <div
      {...(kind === 'failure' ? { role: 'alert' } : {})}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={classNames(
        'pointer-events-auto flex max-w-[560px] animate-message-in items-center gap-3.5 rounded-pop py-2 pr-2 pl-4 shadow-pop',
        kind === 'news' ? 'bg-text text-surface' : 'bg-bad text-on-bad',
      )}
    >
      {kind === 'failure' && <CircleAlert aria-hidden className="size-4 shrink-0" />}
      <span className="min-w-0 wrap-anywhere">{text}</span>
      {link && (
        <Link
          href={link.href}
          onClick={() => onDrop(id)}
          className="underline underline-offset-3 outline-offset-2"
        >
          {link.linkText ?? 'Show'}
        </Link>
      )}
      <button
        type="button"
        aria-label="Dismiss message"
        onClick={() => onDrop(id)}
        className="grid size-7 shrink-0 place-items-center rounded-sm opacity-70 hover:opacity-100"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
};
