/// What follows from what entries assert.
package io.ledgerline.projection.derived;
