import { isWithin, type ProxyRange, plainAddress } from '#lib/platform/proxy-ranges';

/**
 * Who sent a request: the peer of the socket, unless that is a proxy named in AMBER_TRUSTED_PROXIES. Then the chain of
 * X-Forwarded-For counts from the right, where our proxies have written, up to the first address that is none of them.
 */
export const clientAddress = (
  peer: string,
  forwardedFor: string | undefined,
  trusted: readonly ProxyRange[],
): string => {
  const chain = [...(forwardedFor ?? '').split(','), peer].map((address) => plainAddress(address.trim()));
  for (let hop = chain.length - 1; hop > 0; hop -= 1) {
    const address = chain[hop]!;
    if (!isWithin(trusted, address)) return address;
    // what stands before a proxy's own entry must be an address too, or the proxy is not one of ours
    if (!chain[hop - 1]) return address;
  }
  return chain[0] || plainAddress(peer);
};
