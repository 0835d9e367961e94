/// What facets say of where columns, and whole outputs, came from: `columnLineage` and `lineage`.
package io.ledgerline.projection.facets.column;
