import { globalId } from "../admin-api/global-id";
import { wireId } from "./wire-format";

const FIRST_NAMES = ["Greta", "Jonas", "Milena", "Theo", "Ada", "Bruno", "Ines", "Oskar", "Selma", "Viktor", "Ylva"];
const LAST_NAMES = ["Sandmann", "Lindqvist", "Moreau", "Castellan", "Ferreira", "Novak", "Ostrander"];
const STREETS = ["Elm Lane", "Harbour Road", "Mill Street", "Orchard Row", "Quay Walk"];
const CITIES = [
  { city: "Potsdam", zip: "14467" },
  { city: "Leipzig", zip: "04109" },
  { city: "Rostock", zip: "18055" },
];

export interface Customer {
  id: bigint;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  address: object;
  /** As Shopify describes the customer in an order. */
  payload: object;
}

/**
 * The customer of an order, always the same one: a person who never existed, with name, addresses, telephone and e-mail as
 * Shopify's payloads have them, so that it shows when an app keeps any of it.
 */
export function inventCustomer(orderId: string, currencyCode: string): Customer {
  const number = Number(BigInt(orderId) % 1_000_003n);
  const pick = <Choice>(choices: readonly Choice[], step: number): Choice =>
    choices[Math.floor(number / step) % choices.length] as Choice;
  const [firstName, lastName] = [pick(FIRST_NAMES, 1), pick(LAST_NAMES, FIRST_NAMES.length)];
  const { city, zip } = pick(CITIES, 3);
  const id = wireId(orderId) + 7n;
  const email = `${firstName}.${lastName}.${number}@customers.example`.toLowerCase();
  const phone = `+49 30 ${String(number).padStart(7, "0")}`;
  const person = { first_name: firstName, last_name: lastName, company: null, name: `${firstName} ${lastName}` };
  const place = {
    address1: `${1 + (number % 90)} ${pick(STREETS, 2)}`,
    address2: null,
    city,
    zip,
    phone,
    province: "Brandenburg",
    province_code: "BB",
    country: "Germany",
    country_code: "DE",
  };
  return {
    id,
    firstName,
    lastName,
    email,
    phone,
    address: { ...person, ...place, latitude: null, longitude: null },
    payload: {
      id,
      created_at: null,
      updated_at: null,
      first_name: firstName,
      last_name: lastName,
      state: "disabled",
      note: null,
      verified_email: true,
      multipass_identifier: null,
      tax_exempt: false,
      email,
      phone,
      currency: currencyCode,
      tax_exemptions: [],
      admin_graphql_api_id: globalId("Customer", String(id)),
      default_address: {
        id: id + 1n,
        customer_id: id,
        ...person,
        ...place,
        country_name: "Germany",
        default: true,
      },
    },
  };
}
