import { startCountdown } from "./islands/countdown";
import { startEmbed } from "./islands/embed";
import { startZone } from "./islands/zone";

startZone();
startCountdown();
startEmbed();
