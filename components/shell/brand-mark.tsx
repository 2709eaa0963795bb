/** The drop of amber. */
export const BrandMark = ({ className = 'h-[26px] w-[22px]' }: { className?: string }) => (
  <svg viewBox="0 0 22 26" aria-hidden="true" className={className}>
    <path
      d="M11 1C6 8 2 11.6 2 16.4A9 9 0 0 0 11 25a9 9 0 0 0 9-8.6C20 11.6 16 8 11 1Z"
      className="fill-amber"
    />
    <path
      d="M11 9.5c-2.4 3.2-4 4.8-4 7a4 4 0 0 0 3 3.9"
      stroke="#fff"
      strokeWidth="1.8"
      fill="none"
      strokeLinecap="round"
    />
  </svg>
);
