/* The wall chart as the server draws it, taken into the page; and which day lies at which place of it. */

const forbidden = 'script, foreignObject, iframe, object, embed, style, animate, set'

/** The picture, or null when it is none, or holds what a picture needs not. */
export function parse_chart(text: string): SVGSVGElement | null {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
  if (root.localName !== 'svg' || root.namespaceURI !== 'http://www.w3.org/2000/svg' || root.querySelector(forbidden)) return null
  for (const e of [root, ...root.querySelectorAll('*')]) {
    for (const a of [...e.attributes]) {
      const is_link = a.localName === 'href'
      if (a.name.toLowerCase().startsWith('on') || (is_link && !/^[/#](?!\/)/.test(a.value))) return null
    }
  }
  return root as unknown as SVGSVGElement
}

/** The measure a bar is of. */
export const measure_of = (key: string | null | undefined): string | null => /^corrective_actions:([0-9a-fA-F-]{36})$/.exec(key ?? '')?.[1] ?? null

const day_number = (on: string) => Math.round(Date.parse(`${on}T00:00:00Z`) / 86400000)
const day_of = (n: number) => new Date(n * 86400000).toISOString().slice(0, 10)

export interface DayScale {
  day: number // width of one
  on: (x: number) => string // the day whose end lies nearest
  x: (on: string) => number // where a day ends
}
/** From bars whose last day is known: two that lie apart say where all days are, if most others agree. */
export function day_scale(ends: readonly { x: number; on: string }[]): DayScale | null {
  const known = ends.map((e) => ({ x: e.x, n: day_number(e.on) })).sort((a, b) => a.n - b.n)
  const first = known[0]
  const last = known.at(-1)
  if (!first || !last || last.n === first.n) return null
  const day = (last.x - first.x) / (last.n - first.n)
  const place = (n: number) => first.x + (n - first.n) * day
  const agree = known.filter((k) => Math.abs(place(k.n) - k.x) <= day / 2 + 0.1).length
  if (!(day > 0) || agree < known.length * 0.6) return null
  return { day, on: (x) => day_of(Math.round(first.n + (x - first.x) / day)), x: (on) => place(day_number(on)) }
}
