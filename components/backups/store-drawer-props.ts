/** What every launcher of a store's drawer takes. */
export type StoreDrawerProps = {
  dataStoreId: string;
  open: boolean;
  onOpenChange(open: boolean): void;
  returnFocus?: (() => HTMLElement | null) | undefined;
};
