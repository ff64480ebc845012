// Validates CycloneDX files against the JSON schema of version 1.6, strictly: validate.mjs FILE…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../.tools/sbom/", import.meta.url));
const { Spec, Validation } = require("@cyclonedx/cyclonedx-library");
const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

for (const file of process.argv.slice(2)) {
  const errors = await validator.validate(readFileSync(file, "utf8"));
  for (const error of errors ?? []) {
    console.error(`${file}: ${error.instancePath} ${error.message}`);
    process.exitCode = 1;
  }
}
