export const MENU_PANEL =
  'z-20 min-w-[160px] sm:min-w-[188px] rounded-pop bg-raised p-1.5 text-text shadow-pop outline-none data-[state=open]:animate-pop-in max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto';
export const MENU_ITEM =
  'flex cursor-pointer items-center justify-between gap-2.5 rounded-[8px] px-2.5 py-2 outline-none select-none data-[disabled]:cursor-not-allowed data-[disabled]:text-faint data-[highlighted]:bg-idle-soft data-[state=open]:bg-idle-soft [&_svg]:size-4';
