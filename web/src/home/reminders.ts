/* A digest as it was sent, taken apart for the page: headings, and lines whose numbers lead to what they are about. */

export interface Part {
  text: string
  to?: string
}
export interface Line {
  heading: boolean
  parts: Part[]
}

const number = /[A-Za-z0-9_-]+-\d{4}-(?:RC|[A-Z])?\d{4,}(?:-\d+)?/

/** Where a number leads: measures have a C in front of their digits, requests a Q, reports a B, problems nothing or an R. */
function place_of(found: string): string | undefined {
  if (/-\d{4}-R?C\d+$/.test(found)) return `/records/corrective_actions/${found}`
  if (/-\d{4}-R?\d+(-\d+)?$/.test(found)) return `/findings/${found}`
  if (/-\d{4}-B\d+$/.test(found)) return `/reports/${found}`
  return undefined
}

/** Without the greeting and the foot, which a page needs not. */
export function lines_of(text: string): Line[] {
  return text
    .split('\n')
    .slice(1, -1)
    .map((line) => {
      const heading = !/^[·-] /.test(line)
      const body = line.replace(/^[·-] /, '')
      const found = number.exec(body)
      if (heading || !found) return { heading, parts: [{ text: body }] }
      const at = found.index
      return { heading, parts: [{ text: body.slice(0, at) }, { text: found[0], to: place_of(found[0]) }, { text: body.slice(at + found[0].length) }].filter((p) => p.text) }
    })
}
