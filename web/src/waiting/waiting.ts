/* What waits for this person's hand, as the server lists it by kind of record, and where each is dealt with. */
export interface About {
  id: string
  number: string | null
  title: string
}
export interface WaitingItem {
  id: string
  ledger: string
  title: string | null
  finding: About | null
  plan: About | null
  due_on: string | null
  days?: number
}
export interface WaitingKind {
  kind: string
  count: number
  items: WaitingItem[]
}
export interface Waiting {
  today: string
  total: number
  ledgers_left_out: number
  kinds: WaitingKind[]
}

/** Where one deals with it; a kind without a page of its own is dealt with in its list. */
export function place_of(kind: string, item: WaitingItem): string {
  switch (kind) {
    case 'claims':
      return `/findings/${item.finding?.id ?? ''}#claims`
    case 'review_steps':
      return item.plan ? `/plans/${item.plan.id}` : `/reviews/${item.id}` // a plan is signed where all of it stands
    case 'requests':
      return `/requests#${item.id}`
    case 'plan_opinions':
      return `/plans/${item.plan?.id ?? ''}#opinions`
    case 'plan_extracts':
      return `/extracts/${item.id}`
    case 'responsibility_letters':
      return `/letters/${item.id}`
    case 'progress_reports':
      return `/reports/${item.id}`
    case 'handovers':
      return `/handovers/${item.id}`
    case 'effectiveness_checks':
      return `/findings/${item.finding?.id ?? ''}#lookback`
    default:
      return `/records/${kind}/${item.id}`
  }
}

/** Its own name, or what it is about. */
export function name_of(item: WaitingItem, title: string | null = item.title): string {
  return [title, item.finding?.number, item.finding?.title ?? item.plan?.title].filter(Boolean).join(' · ')
}
