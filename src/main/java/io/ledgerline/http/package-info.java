/// The HTTP surface: what is common to all resources.
///
/// [Problem] is the one shape of an error (RFC 9457), [ProblemType] the closed list of them,
/// [ProblemMapper] what turns failures into them, [Outcomes] what the intake's outcomes are over
/// HTTP. [Gate] lets requests in by [ApiKeys] and the permission that a method [Requires].
///
/// Must not know SQL, RDF, or how anything is stored.
package io.ledgerline.http;
