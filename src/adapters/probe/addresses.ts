// The lookup of a probe's host name, which no refused address passes.
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

import { isRefusedAddress, refusalOf } from '../../domain/common/probes/refused-addresses.ts';

/** Fails for a name if any of its addresses is refused: which one a connection takes is not known before. */
export const guardedLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      callback(error, [], 0);
      return;
    }
    const bad = addresses.find(({ address }) => isRefusedAddress(address));
    const [first] = addresses;
    if (bad !== undefined) callback(new Error(refusalOf(host, bad.address)), [], 0);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  });
};
