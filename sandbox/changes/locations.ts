import { globalId } from "../admin-api/global-id";
import type { SandboxLocation } from "../store/types";
import { deletedPayload } from "../webhook-payloads/deleted";
import { locationPayload } from "../webhook-payloads/location";
import { ChangeRefused, type ShopChange } from "./shop-change";

interface LocationRequest {
  locationId: string;
}

export function createLocation(change: ShopChange, { name }: { name: string }): SandboxLocation {
  const { data, at } = change;
  const location: SandboxLocation = { id: data.newId("location"), name, isActive: true, createdAt: at, updatedAt: at };
  data.addLocation(location);
  locationTouched(change, location, "locations/create");
  return location;
}

export function updateLocation(
  change: ShopChange,
  { locationId, name }: LocationRequest & { name: string },
): SandboxLocation {
  const location = change.location(locationId);
  location.name = name;
  locationTouched(change, location, "locations/update");
  return location;
}

export function activateLocation(change: ShopChange, { locationId }: LocationRequest): SandboxLocation {
  const location = change.location(locationId);
  if (location.isActive) throw new ChangeRefused(`Location ${locationId} is active already`);
  location.isActive = true;
  locationTouched(change, location, "locations/activate");
  return location;
}

/** The levels at the location stay, and count no more. */
export function deactivateLocation(change: ShopChange, { locationId }: LocationRequest): SandboxLocation {
  const location = change.location(locationId);
  if (!location.isActive) throw new ChangeRefused(`Location ${locationId} is deactivated already`);
  if (location === change.data.store.locations[0]) {
    throw new ChangeRefused(`Location ${locationId} is the shop's primary one`);
  }
  location.isActive = false;
  locationTouched(change, location, "locations/deactivate");
  return location;
}

/** The one change that looks at every item: no index leads from a location to its levels. */
export function deleteLocation(change: ShopChange, { locationId }: LocationRequest): void {
  const location = change.location(locationId);
  if (location.isActive) throw new ChangeRefused(`Location ${locationId} is active: deactivate it first`);
  for (const item of change.data.inventoryItems) {
    if (item.levels.some((level) => level.locationId === locationId)) {
      item.levels = item.levels.filter((level) => level.locationId !== locationId);
    }
    if (item.endedLevels) item.endedLevels = item.endedLevels.filter((level) => level.locationId !== locationId);
  }
  change.data.removeLocation(location);
  change.tell("locations/delete", globalId("Location", locationId), () => deletedPayload(locationId));
}

function locationTouched(change: ShopChange, location: SandboxLocation, topic: string): void {
  location.updatedAt = change.at;
  change.data.noteChange("locations", location);
  change.tell(topic, globalId("Location", location.id), () => locationPayload(location, change.data.shop));
}
