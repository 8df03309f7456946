/* node validate_openapi.mjs FILE: whether it is OpenAPI, by a validator that is not ours. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const web = createRequire(join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'web', 'package.json'))
const { Validator } = await import(pathToFileURL(web.resolve('@seriousme/openapi-schema-validator')))
const validator = new Validator()
const result = await validator.validate(JSON.parse(readFileSync(process.argv[2], 'utf8')))
if (!result.valid) console.log(JSON.stringify(result.errors, null, 1).slice(0, 4000))
else console.log(validator.version)
process.exit(result.valid ? 0 : 1)
