import { AmberError, isAmberError } from '#lib/domain/errors';

/** `host:port` as people write it, an IPv6 address in brackets; nothing that could disturb a line of text. */
export const endpointName = (host: string, port: number): string => {
  const plain = host.replace(/[^\x21-\x7e\u00a1-\u{10ffff}]/gu, '?').slice(0, 255);
  return plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`;
};

/** The error that an aborted signal stands for. */
export const abortError = (signal: AbortSignal): AmberError => {
  const reason: unknown = signal.reason;
  return isAmberError(reason) ? reason : new AmberError('cancelled', 'It was cancelled.', { cause: reason });
};

const tlsWords = (code: string, message: string): string | null => {
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired';
  if (code === 'CERT_NOT_YET_VALID') return 'its certificate is not valid yet';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'its certificate is for another name: set the server name that the certificate holds';
  }
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT' || code === 'SELF_SIGNED_CERT_IN_CHAIN') {
    return 'its certificate is self-signed: give the CA certificate that signed it';
  }
  if (/^(UNABLE_TO_|CERT_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)/.test(code)) {
    return 'its certificate is not signed by a trusted authority: give the CA certificate that signed it';
  }
  if (/certificate.required|handshake.failure|bad.certificate|unknown.ca|ALERT/i.test(`${code} ${message}`)) {
    return 'the server refused the handshake: it may ask for a client certificate';
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|RECORD_LAYER|UNSUPPORTED_PROTOCOL/.test(code)) {
    return 'it does not speak TLS on this port: switch TLS off or use its TLS port';
  }
  return /^ERR_(SSL|TLS|OSSL)/.test(code) ? `the handshake failed (${code})` : null;
};

const tlsError = (name: string, error: NodeJS.ErrnoException): AmberError | null => {
  const words = tlsWords(error.code ?? '', error.message);
  if (words === null) return null;
  return new AmberError('store-tls', `${name} cannot be used over TLS: ${words}.`, { cause: error });
};

/** What a socket's error means while it is being opened. */
export const openError = (name: string, error: NodeJS.ErrnoException): AmberError => {
  const tls = tlsError(name, error);
  if (tls !== null) return tls;
  const code = error.code ?? '';
  switch (code) {
    case 'ECONNREFUSED':
      return new AmberError(
        'store-refused',
        `${name} refused the connection. Check host and port, and that the server runs and listens on this address.`,
        { cause: error },
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'EACCES':
    case 'EPERM':
      return new AmberError(
        'store-refused',
        `${name} cannot be reached from here (${code}). Check the network.`,
        {
          cause: error,
        },
      );
    case 'ETIMEDOUT':
      return new AmberError(
        'store-timeout',
        `${name} did not answer in time. Check host, port and firewalls.`,
        {
          cause: error,
        },
      );
    default:
      return closedError(name, error);
  }
};

/** The peer ended a connection that stood. TLS 1.3 refuses a client only after the handshake. */
export const closedError = (name: string, cause?: NodeJS.ErrnoException): AmberError => {
  const tls = cause ? tlsError(name, cause) : null;
  if (tls !== null) return tls;
  const how = cause?.code === 'ECONNRESET' ? 'reset the connection' : 'closed the connection';
  return new AmberError('store-closed', `${name} ${how} before it had answered.`, { cause });
};
