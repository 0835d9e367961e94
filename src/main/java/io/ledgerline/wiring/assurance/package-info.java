/// Puts the follower together that has findings recorded.
package io.ledgerline.wiring.assurance;
