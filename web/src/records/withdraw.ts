/* Taking back what was entered by mistake: the reason is asked for, and told afterwards. */
import { get, post } from '@/api/client'
import type { Version } from '@/api/types'
import { t } from '@/texts'
import { ElMessageBox } from '@/ui'

/** False when he thought better of it. */
export async function withdraw_asking(path: string, id: string, question: string): Promise<boolean> {
  let reason: string
  try {
    reason = (await ElMessageBox.prompt(question, { confirmButtonText: t.finding.withdraw, cancelButtonText: t.word.cancel, inputValidator: (v) => !!v?.trim() || t.finding.withdraw_reason })).value
  } catch {
    return false
  }
  await post(`${path}/${id}/withdraw`, { reason })
  return true
}

/** Newest first; empty where they are not his to read. */
export const versions_of = (path: string, id: string): Promise<Version[]> => get<{ versions: Version[] }>(`${path}/${id}/history`).then((h) => h.versions, () => [])
