/// Speaks HTTP with the receivers of notices, and says how it stands with them.
package io.ledgerline.ops.webhook;
