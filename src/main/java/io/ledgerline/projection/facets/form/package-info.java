/// What a facet is, and the forms that most facets have.
///
/// A [Facet] notes what it says of a [Place]. Most say a few values ([PropertiesFacet]), or things
/// that are kept under the digest of their content, so that what is said again is stored once
/// ([NodesFacet]). A newer one replaces an older one whole, by event time ([Newest]).
///
/// Must not know which facets there are.
package io.ledgerline.projection.facets.form;
