/* The whole loop of one problem as five people: its owner claims it and reports at his telephone, its leaders sign their part, the full chain of
 * reviews closes it, the inspecting side's word comes on paper, the supervisor looks again and it is open once more; its time line tells all of it. */
import assert from 'node:assert/strict'
import { choose_cause, must } from './closing.mjs'
import { call, enter, make_store, open_page, phone, read_page, serve } from './harness.mjs'

const in_dialog = (page) => page.locator('.el-dialog:visible .act .el-button--primary')
const report = { name: '专项报告.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 report') }
const answers = { result: '三个窗口整改到位。', settled: '台账、照片齐全。', persons_dealt: '谈话提醒一人。', mechanism: '修订首问负责制。', alike: '全部窗口排查一遍。' }
const log_ins = { 贺晓岚: 'hexl', 陶立群: 'taolq', 邵国梁: 'shaogl' }
const state = (page, word) => page.waitForSelector(`.facts .state >> text=${word}`)

/** The step that waits for this person's own hand, from his first page to his name under it. */
async function sign(page, base, title, words) {
  await page.goto(base)
  await page.click(`.waiting-panel [data-kind=review_steps] a >> text=${title}`)
  await page.waitForURL(/\/reviews\//)
  await page.click('.top .acts [data-event=pass]')
  await page.fill('#move-opinion', words)
  await page.press('#move-opinion', 'Control+Enter')
  await page.waitForSelector('.el-dialog:visible', { state: 'detached' })
}

export const tests = {
  'loop: one problem from its claim to its second turn, as five people': Object.assign(
    async (watch) => {
      const server = await serve(make_store('sample'))
      const office = await open_page(server, watch, { expect: [422] })
      await enter(office, 'liangyh')
      const owner = await open_page(server, watch, { size: phone, expect: [422] })
      await enter(owner, 'jiangxm')
      const finding = (await must(owner, 'GET', 'findings?level=finding&limit=1')).rows[0]
      const { title } = finding
      const names = (await must(office, 'GET', `findings/${finding.id}`)).names
      const lead = names[finding.lead_official_id]
      assert.ok(log_ins[lead], `${lead} leads it`)
      await must(office, 'POST', 'review_routes/use', { set: 'full_chain' })

      // claimed: the unit and the official at their own pages, whoever else owes it by the signed list
      const claims = await must(office, 'GET', `claims?finding_id=${finding.id}&state=owed,disputed`)
      for (const c of claims.rows.filter((c) => c.state === 'disputed')) await must(office, 'POST', `claims/${c.id}/moves/retract`, { retract_reason: '协商一致' }, { 'If-Match': '*' })
      await owner.goto(server.base)
      await owner.locator(`.waiting-panel [data-kind=claims] a >> text=${title}`).first().tap()
      await owner.waitForURL(/#claims/)
      await owner.locator('#claims [data-event=claim]').first().tap()
      await in_dialog(owner).tap()
      await owner.waitForSelector('.el-dialog:visible', { state: 'detached' })
      const leader = await open_page(server, watch)
      await enter(leader, log_ins[lead])
      for (const c of (await must(office, 'GET', `claims?finding_id=${finding.id}&state=owed`)).rows) await must(office, 'POST', `claims/${c.id}/moves/claim`, {}, { 'If-Match': '*' })

      // done: what is open is reported on, the cause said, the request filled in
      for (const c of (await must(office, 'GET', `corrective_actions?answers=${finding.id}&limit=100`)).rows)
        if (c.state !== 'done') await must(office, 'POST', 'progress_entries', { corrective_action_id: c.id, done: '已办结。', percent: 100 })
      await choose_cause(owner, finding.id)
      await owner.goto(`${server.base}/findings/${finding.id}#closing`)
      await owner.reload() // the same page, further down
      await state(owner, '整改中')
      await owner.locator('#closing .ask').tap()
      await owner.waitForSelector('.closing-form')
      for (const [name, words] of Object.entries(answers)) await owner.fill(`#closing-${name}`, words)
      await owner.locator('[data-field=completion] .el-radio >> text=已完成').tap()
      await owner.setInputFiles('[data-field=report_id] input[type=file] >> nth=0', report)
      await owner.waitForSelector('[data-field=report_id] .taken')
      await in_dialog(owner).tap()
      await state(owner, '审核中')
      await read_page(owner, watch, 'asked', ['ZGJ'])

      // the chain: lead official, office, leading group; the inspecting body's word is recorded from paper
      await sign(leader, server.base, title, '同意销号。')
      await sign(office, server.base, title, '材料齐全。')
      const head = await open_page(server, watch)
      await enter(head, lead === '陶立群' ? 'hexl' : 'taolq')
      await sign(head, server.base, title, '同意。')
      const last = (await must(office, 'GET', `review_steps?finding_id=${finding.id}&state=open`)).rows.find((s) => s.review_by === 'inspector')
      await office.goto(`${server.base}/reviews/${last.id}`)
      await office.click('.top .acts [data-event=pass]')
      await office.fill('#move-opinion', '巡察办函复同意。')
      await in_dialog(office).click() // who signed, and his paper, are asked for
      await office.waitForSelector('.el-dialog:visible .problem')
      await office.keyboard.press('Escape')
      const paper = await office.evaluate(async (path) => {
        const session = await (await fetch('/api/v1/session')).json()
        const sent = await fetch(path, { method: 'POST', body: '函', headers: { 'X-CSRF-Token': session.csrf, 'X-File-Name': encodeURIComponent('复函.txt') } })
        return (await sent.json()).record.id
      }, `/api/v1/ledgers/ZGJ/attachments?finding_id=${finding.id}`)
      const signer = (await call(office, 'GET', '/api/v1/persons?q=贺晓岚')).json.rows[0].id
      await must(office, 'POST', `review_steps/${last.id}/moves/pass`, { opinion: '巡察办函复同意。', decided_by_id: signer, paper_id: paper }, { 'If-Match': '*' })
      await office.goto(`${server.base}/findings/${finding.id}#closing`)
      await state(office, '已销号')
      await read_page(office, watch, 'closed', ['ZGJ'])

      // looked at again by the supervisor: it rebounded
      const supervisor = await open_page(server, watch)
      await enter(supervisor, 'chuwb')
      const look = (await must(supervisor, 'POST', 'effectiveness_checks', { finding_id: finding.id, kind: 'planned' })).record
      await supervisor.goto(`${server.base}/findings/${finding.id}#lookback`)
      await supervisor.waitForSelector('#lookback .check.planned [data-event=check]')
      await must(supervisor, 'POST', `effectiveness_checks/${look.id}/moves/check`, { result: 'rebounded', found: '两个窗口又没有公示。' }, { 'If-Match': '*' })
      await supervisor.reload()
      await state(supervisor, '重新整改')

      // its owner sees its whole life
      await owner.goto(`${server.base}/findings/${finding.id}/timeline`)
      await owner.waitForSelector('text=重新整改')
      assert.match(await owner.innerText('main'), /已销号/)
      assert.ok((await owner.evaluate(() => document.documentElement.scrollWidth)) <= phone.width, 'nothing stands out sideways')
      await server.stop()
    },
    { limit: 240000 },
  ),
}
