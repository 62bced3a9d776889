import { lookup as lookUpName, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** A webhook's host has an address at which no webhook can be: one of this machine, or of the network that it stands in. */
export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";
}

/**
 * Whether anybody on the internet can have this address: not this machine, its network, the cloud's metadata, or what stands for one of
 * these in IPv6.
 */
export function isPublicAddress(address: string): boolean {
  // `process` turns an IPv4 address that is written as IPv6 back into one.
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}

/**
 * Finds a host's addresses for a connection, and refuses all of them where one is not public. The connection goes to the very address that
 * was looked at: a name that is asked for twice can have another answer the second time.
 *
 * @param allowsLoopback for development
 */
export function publicLookup(allowsLoopback: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookUpName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) {
        callback(error, []);
        return;
      }
      const refused = addresses.find(({ address }) => !isAllowed(address, allowsLoopback));
      if (refused) callback(new PrivateAddressError(`${hostname} is at ${refused.address}`), []);
      else if (options.all) callback(null, addresses);
      else callback(null, addresses[0]?.address ?? "", addresses[0]?.family);
    });
  };
}

/** Whether a connection may be made to a host that is an address itself, which nobody looks up; a name may be, until it is. */
export function isAllowedHost(host: string, allowsLoopback: boolean): boolean {
  const address = host.replace(/^\[|\]$/g, "");
  return !ipaddr.isValid(address) || isAllowed(address, allowsLoopback);
}

function isAllowed(address: string, allowsLoopback: boolean): boolean {
  return isPublicAddress(address) || (allowsLoopback && isLoopback(address));
}
