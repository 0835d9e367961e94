/// Webhooks, as they are configured.
package io.ledgerline.wiring.notify;
