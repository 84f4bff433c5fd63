"use strict";
// The page around the frame is told that the card's owner has answered.
window.parent.postMessage({ source: "stripe-sandbox", event: "challenge" }, "*");
