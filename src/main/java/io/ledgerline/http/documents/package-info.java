/// Documents over HTTP: the model card and the evidence bundle of a model version.
///
/// [ModelResource] negotiates the form and says what there is instead of a document when there is
/// none.
///
/// Must not know where facts come from, or what a document looks like.
package io.ledgerline.http.documents;
