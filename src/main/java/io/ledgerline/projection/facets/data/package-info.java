/// Facets of datasets that have a form of their own.
package io.ledgerline.projection.facets.data;
