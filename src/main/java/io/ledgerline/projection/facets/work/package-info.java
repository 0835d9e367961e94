/// Facets of runs and jobs, and what datasets have like these, that have a form of their own.
package io.ledgerline.projection.facets.work;
