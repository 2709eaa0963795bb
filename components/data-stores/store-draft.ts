import { EMPTY_FORM, type StoreForm } from './store-form.ts';

/** What was typed into `Add data store` and not added: for this tab only, and until it is loaded again. */
let kept: StoreForm | null = null;

/** Without what is secret: the password, the client's key, and the address, which may hold a password and filled the rest. */
const withoutSecrets = (form: StoreForm): StoreForm => ({
  ...form,
  uri: '',
  password: '',
  tls: { ...form.tls, clientKey: '' },
});

const isEmpty = (form: StoreForm): boolean => JSON.stringify(form) === JSON.stringify(EMPTY_FORM);

export const keepStoreDraft = (form: StoreForm): void => {
  const bare = withoutSecrets(form);
  kept = isEmpty(bare) ? null : bare;
};

export const storeDraft = (): StoreForm | null => kept;

export const dropStoreDraft = (): void => {
  kept = null;
};
