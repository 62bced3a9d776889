import { lookup as lookUpName, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** A webhook's host has an address at which no webhook can be: one of this machine, or of the network that it stands in. */
export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";
}

/** All that is given out for the internet in IPv6; what is outside stands for something else, or for nothing yet. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** Public by its number, but in Azure the platform's own: it hands out settings to the machines there. */
const AZURE_PLATFORM = "168.63.129.16";

/**
 * Whether anybody on the internet can have this address: not this machine, its network, the cloud's metadata, or what stands for one of
 * these in IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process` turns an IPv4 address that is written as IPv6 back into one.
  const known = ipaddr.process(address);
  if (known.range() !== "unicast" || known.toString() === AZURE_PLATFORM) return false;
  return known instanceof ipaddr.IPv4 || known.match(GLOBAL_IPV6);
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

/**
 * Whether a connection may be made to a place before its name is looked up: to the usual port alone, since others are those of mail
 * servers and databases, and to a public address where it stands in the place of the name.
 */
export function isAllowedPlace({ protocol, port, hostname }: URL, allowsLoopback: boolean): boolean {
  if (!allowsLoopback && (protocol !== "https:" || port !== "")) return false;
  const address = hostname.replace(/^\[|\]$/g, "");
  return !ipaddr.isValid(address) || isAllowed(address, allowsLoopback);
}

function isAllowed(address: string, allowsLoopback: boolean): boolean {
  return isPublicAddress(address) || (allowsLoopback && isLoopback(address));
}
