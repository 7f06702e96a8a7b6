// fhir-kit-client logs URLs and headers, the token among them, where DEBUG is set. `debug` reads it when it is loaded: this module is
// imported before it.
delete process.env.DEBUG;
