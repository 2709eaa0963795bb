import type { EngineKind, Product } from '#lib/domain/data-store';
import { classNames } from '../ui/class-names.ts';

const LOOKS: Record<Product, { letter: string; colour: string }> = {
  dragonfly: { letter: 'D', colour: 'bg-[#5b4bd6]' },
  redis: { letter: 'R', colour: 'bg-[#c6362c]' },
  valkey: { letter: 'V', colour: 'bg-[#3a5fc8]' },
  keydb: { letter: 'K', colour: 'bg-[#0e7c86]' },
  janusgraph: { letter: 'J', colour: 'bg-[#0b6b4f]' },
};

type EngineGlyphProps = { product: Product | null; engine: EngineKind; size?: 's' | 'l' };

/** A letter on the product's colour; grey while nobody knows which product it is. */
export const EngineGlyph = ({ product, engine, size = 's' }: EngineGlyphProps) => {
  const known = product ?? (engine === 'janusgraph' ? 'janusgraph' : null);
  const look = known ? LOOKS[known] : { letter: '?', colour: 'bg-idle-soft text-muted!' };
  return (
    <span
      aria-hidden
      className={classNames(
        'grid shrink-0 place-items-center font-bold text-[#fff]',
        size === 'l' ? 'size-[38px] rounded-md text-heading' : 'size-7 rounded-[8px] text-caption',
        look.colour,
      )}
    >
      {look.letter}
    </span>
  );
};
