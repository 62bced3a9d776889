import { isAppAddress } from "./app-address";
import { showApp } from "./app-page";
import { showResource } from "./resource-page";
import { setUpMenuButton } from "./side-navigation";

const content = document.querySelector<HTMLElement>(".content");
if (!content) throw new Error("The admin page has no place for its content");

setUpMenuButton();
if (isAppAddress()) {
  void showApp(content);
} else {
  showResource(content);
}
