/// What anchors are configured with, and their beans.
package io.ledgerline.wiring.anchor;
