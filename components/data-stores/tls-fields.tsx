'use client';

import type { FieldErrors } from '#lib/domain/errors';
import { Checkbox } from '../ui/checkbox.tsx';
import { Field } from '../ui/field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextInput } from '../ui/text-input.tsx';
import type { StoreForm } from './store-form.ts';

type TlsFieldsProps = {
  form: StoreForm;
  onChange(change: Partial<StoreForm>): void;
  errors: FieldErrors;
  hasClientKey: boolean;
};

export const TlsFields = ({ form: { tls }, onChange, errors, hasClientKey }: TlsFieldsProps) => {
  const set = (change: Partial<StoreForm['tls']>) => onChange({ tls: { ...tls, ...change } });
  return (
    <div className="flex flex-col gap-4">
      <Checkbox
        label="TLS"
        hint="Encrypted, and the server proves who it is."
        checked={tls.enabled}
        onChecked={(enabled) => set({ enabled })}
      />
      {tls.enabled && (
        <div className="ml-[9px] flex flex-col gap-4 border-l border-line pl-[19px]">
          <Field
            label="CA certificate"
            hint="PEM. Empty: the certificates of the system."
            error={errors['tls.ca']}
          >
            <TextArea mono value={tls.ca} onValue={(ca) => set({ ca })} />
          </Field>
          <Field
            label="Server name"
            hint="The name that the certificate must hold. Empty: the host."
            error={errors['tls.serverName']}
          >
            <TextInput mono value={tls.serverName} onValue={(serverName) => set({ serverName })} />
          </Field>
          <Field
            label="Client certificate"
            hint="PEM, only if the server asks its clients for one."
            error={errors['tls.clientCertificate']}
          >
            <TextArea
              mono
              value={tls.clientCertificate}
              onValue={(clientCertificate) => set({ clientCertificate })}
            />
          </Field>
          <Field
            label="Client key"
            hint={hasClientKey ? 'One is stored. Leave this empty to keep it.' : 'PEM, without a passphrase.'}
            error={errors['tls.clientKey']}
          >
            <TextArea mono value={tls.clientKey} onValue={(clientKey) => set({ clientKey })} />
          </Field>
        </div>
      )}
    </div>
  );
};
