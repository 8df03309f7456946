/* Closing a problem: its owner asks, those of the route review at their desk, and it is opened again when it was not so. */
import assert from 'node:assert/strict'
import { call, enter, make_store, open_page, phone, read_page, serve, type_day } from './harness.mjs'

const books = '/api/v1/ledgers/ZGJ'
export const must = async (page, method, path, body, headers) => {
  const got = await call(page, method, `${books}/${path}`, body, headers)
  assert.ok(got.status < 300, `${method} ${path}: ${got.status} ${got.text}`)
  return got.json
}
const one = async (page, path) => (await must(page, 'GET', path)).record
const in_dialog = (page) => page.locator('.el-dialog:visible .act .el-button--primary')
const report = { name: '专项报告.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 report') }
const answers = {
  result: '已公布办理时限，逾期自动提示上线运行，群众满意度明显提高。',
  settled: '十九个小区办理完毕，有台账和发证记录。',
  persons_dealt: '对两名窗口负责人谈话提醒。',
  mechanism: '修订首问负责制，每月通报。',
  alike: '对全部窗口排查，另查出三处同样问题，已一并改正。',
}

/** The owner's problem, claimed by all who owe it. */
export async function claimed(office, owner) {
  const finding = (await must(owner, 'GET', 'findings?level=finding&limit=1')).rows[0]
  const owed = (await must(office, 'GET', `claims?finding_id=${finding.id}&state=owed,disputed`)).rows
  const disputed = owed.filter((c) => c.state === 'disputed')
  if (disputed.length) await must(office, 'POST', 'claims/moves/retract', { ids: disputed.map((c) => c.id), set: { retract_reason: '协商一致' } })
  const done = await must(office, 'POST', 'claims/moves/claim', { ids: owed.map((c) => c.id), set: {} })
  assert.equal(done.refused, 0, JSON.stringify(done))
  return finding.id
}
/** All its measures at 100 %. */
export async function work_off(office, finding) {
  for (const c of (await must(office, 'GET', `corrective_actions?answers=${finding}&limit=100`)).rows) {
    if (c.state !== 'done') await must(office, 'POST', 'progress_entries', { corrective_action_id: c.id, done: '已办结。', percent: 100 })
  }
}
export async function choose_cause(page, finding) {
  const { version } = await one(page, `findings/${finding}`)
  await must(page, 'PATCH', `findings/${finding}`, { cause: 'rule_not_carried_out' }, { 'If-Match': `"${version}"` })
}
const upload = (page, finding) =>
  page.evaluate(
    async ([path, name]) => {
      const session = await (await fetch('/api/v1/session')).json()
      const answer = await fetch(path, { method: 'POST', body: '专项报告', headers: { 'X-CSRF-Token': session.csrf, 'X-File-Name': encodeURIComponent(name) } })
      return (await answer.json()).record.id
    },
    [`${books}/attachments?finding_id=${finding}`, '专项报告.txt'],
  )
export const ask = async (page, finding) => must(page, 'POST', 'closure_requests', { finding_id: finding, ...answers, completion: 'done', report_id: await upload(page, finding) })
const state = (page, word) => page.waitForSelector(`.facts .state >> text=${word}`)

export const tests = {
  'closing: refused with all that is missing, asked for, passed at the desk by keyboard, opened again': Object.assign(
    async (watch) => {
      const server = await serve(make_store('sample'))
      const office = await open_page(server, watch)
      await enter(office, 'liangyh')
      const owner = await open_page(server, watch, { expect: [422] })
      await enter(owner, 'jiangxm')
      const finding = await claimed(office, owner)
      const { number, title } = await one(owner, `findings/${finding}`)
      const measures = (await must(office, 'GET', `corrective_actions?answers=${finding}&limit=100`)).rows.filter((c) => c.state !== 'done')
      assert.ok(measures.length > 1)

      // he is told all that stands in the way, and where
      await owner.goto(`${server.base}/findings/${finding}#closing`)
      await owner.click('#closing .ask')
      await owner.waitForSelector('.conditions li >> nth=2')
      const told = await owner.locator('.conditions').innerText()
      for (const c of measures) assert.match(told, new RegExp(`${c.number} 还没有完成`))
      assert.match(told, /没有选定问题成因/)
      assert.deepEqual(await owner.locator('[data-field=completion] .el-radio').allInnerTexts(), ['已完成', '基本完成', '阶段性完成'])
      await in_dialog(owner).click()
      await owner.waitForSelector('[data-field=report_id] .problem')
      for (const name of Object.keys(answers)) assert.equal(await owner.locator(`[data-field=${name}] .problem`).count(), 1, name)
      assert.equal(await owner.locator('.conditions li').count(), measures.length + 1)
      await read_page(owner, watch, 'refused', ['ZGJ'])
      // what he wrote waits while he goes where a condition is met
      for (const [name, words] of Object.entries(answers)) await owner.fill(`#closing-${name}`, words)
      await owner.click('.conditions [data-go=classification]')
      await owner.waitForSelector('.closing-form', { state: 'detached' })
      await owner.waitForFunction(() => document.querySelector('#classification').getBoundingClientRect().top < window.innerHeight)
      await work_off(owner, finding)
      await choose_cause(owner, finding)
      await owner.reload() // the browser asks about the draft; it is written anew
      await owner.click('#closing .ask')
      await owner.waitForSelector('.closing-form')
      for (const [name, words] of Object.entries(answers)) await owner.fill(`#closing-${name}`, words)
      await owner.click('[data-field=completion] .el-radio >> text=基本完成')
      await owner.click('[data-field=own_rating] .el-radio >> text=较好')
      await owner.setInputFiles('[data-field=report_id] input[type=file] >> nth=0', report)
      await owner.waitForSelector('[data-field=report_id] .taken')
      assert.equal(await owner.locator('.conditions').count(), 0)
      await read_page(owner, watch, 'the form', ['ZGJ'])
      // closed by mistake: all of it is still there
      await owner.click('.form-dialog .el-dialog__headerbtn')
      await owner.click('#closing .ask >> text=继续填写销号申请')
      assert.equal(await owner.inputValue('#closing-alike'), answers.alike)
      await in_dialog(owner).click()
      await owner.waitForSelector('.request[data-state=under_review] li[data-state=open]')
      await state(owner, '审核中')
      assert.equal(await owner.locator('#closing .ask').count(), 0)
      await read_page(owner, watch, 'asked', ['ZGJ'])

      // the office: from the first page to its desk, and signed without the mouse
      await office.goto(server.base)
      await office.click(`.waiting-panel a >> text=${title}`)
      await office.waitForURL(/\/reviews\//)
      await office.waitForSelector(`.whole [data-answer=alike] >> text=${answers.alike}`)
      await office.waitForSelector('.whole .actions > li')
      await read_page(office, watch, 'the desk', ['ZGJ'])
      await office.click('.whole .files .link >> text=专项报告')
      await office.waitForSelector('.looking')
      await office.click('.looking .el-dialog__headerbtn')
      await office.waitForSelector('.looking', { state: 'detached' })
      await office.keyboard.press('t')
      await office.waitForFunction(() => document.activeElement?.id === 'move-opinion')
      await office.keyboard.insertText('情况属实，同意销号。')
      await read_page(office, watch, 'passing', ['ZGJ'])
      await office.keyboard.press('Control+Enter')
      await office.waitForSelector(`.review-list a:has-text("${title}")`, { state: 'detached' })
      await office.goto(`${server.base}/findings/${finding}#closing`)
      await state(office, '已销号')
      await office.waitForSelector('.request[data-state=passed] li[data-state=passed] >> text=情况属实')
      await read_page(office, watch, 'closed', ['ZGJ'])
      assert.deepEqual([(await one(office, `findings/${finding}`)).number, (await one(office, `findings/${finding}`)).completion], [number, 'mostly_done'])

      // it was not so: opened again under its number
      const supervisor = await open_page(server, watch)
      await enter(supervisor, 'chuwb')
      await supervisor.goto(`${server.base}/findings/${finding}`)
      await supervisor.click('.facts [data-event=reopen]')
      await in_dialog(supervisor).click()
      await supervisor.waitForSelector('.el-dialog .problem')
      await supervisor.fill('#move-reopen_reason', '回访发现南屏分中心仍有积压。')
      await read_page(supervisor, watch, 'opening again', ['ZGJ'])
      await in_dialog(supervisor).click()
      await state(supervisor, '重新整改')
      await supervisor.waitForSelector('.again >> text=仍有积压')
      const after = await one(owner, `findings/${finding}`)
      assert.deepEqual([after.state, after.number, after.turn], ['reopened', number, 2])
      await owner.reload()
      await owner.waitForSelector('.again >> text=仍有积压')
      await owner.waitForSelector('#closing .ask')
      await read_page(owner, watch, 'opened again', ['ZGJ'])
      await server.stop()
    },
    { limit: 240000 },
  ),

  'closing: a route of two steps; the leader sends it back, and the owner reads why at his telephone': Object.assign(
    async (watch) => {
      const server = await serve(make_store('sample'))
      const office = await open_page(server, watch)
      await enter(office, 'liangyh')
      const owner = await open_page(server, watch, { size: phone })
      await enter(owner, 'jiangxm')
      for (const [position, name, review_by] of [[1, '整改办审核', 'office'], [2, '领导小组审定', 'leader']]) await must(office, 'POST', 'review_routes', { kind: 'closure', position, name, review_by, days: 5 })
      // the office finds its route among the settings, in its order
      await office.goto(`${server.base}/records/review_routes`)
      await office.waitForSelector('tbody tr >> nth=1')
      assert.match(await office.locator('thead').innerText(), /次序/)
      await read_page(office, watch, 'the route')
      const finding = await claimed(office, owner)
      await work_off(owner, finding)
      await choose_cause(owner, finding)
      await ask(owner, finding)
      const leader = await open_page(server, watch)
      await enter(leader, 'shaogl')
      await leader.waitForSelector('.figure')
      assert.equal(await leader.locator('.waiting-panel [data-kind=review_steps]').count(), 0, 'not his turn yet')
      assert.equal(await leader.locator('.places a[href="/reviews"]').count(), 0)
      // at a telephone the owner sees whose turn it is
      await owner.goto(`${server.base}/findings/${finding}#closing`)
      await owner.waitForSelector('.request li[data-state=open] >> text=整改办审核')
      await owner.waitForSelector('.request li[data-state=waiting] >> text=领导小组审定')
      await read_page(owner, watch, 'owner: under review', ['ZGJ'])
      await office.goto(`${server.base}/reviews`)
      await office.click('.top .acts [data-event=pass]')
      await office.fill('#move-opinion', '材料齐全。')
      await office.press('#move-opinion', 'Control+Enter')
      await office.click('.review-list .paper a:has-text("领导小组审定")') // which he may record from paper
      await office.waitForSelector('.whole li[data-state=passed] >> text=材料齐全')
      await leader.goto(server.base)
      await leader.click('.waiting-panel [data-kind=review_steps] a')
      await leader.waitForSelector('.whole li[data-state=passed] >> text=材料齐全')
      await leader.waitForSelector('.whole .actions > li')
      await read_page(leader, watch, 'leader: the desk', ['ZGJ'])
      await leader.keyboard.press('h')
      await leader.waitForFunction(() => document.activeElement?.id === 'move-opinion')
      await leader.keyboard.press('Control+Enter')
      await leader.waitForSelector('.el-dialog .problem')
      await leader.fill('#move-opinion', '同类问题排查不全，补充南屏分中心的情况。')
      await type_day(leader, leader.locator('#move-again_by_on'), '2027年1月20日')
      await read_page(leader, watch, 'leader: returning', ['ZGJ'])
      await in_dialog(leader).click()
      await leader.waitForSelector('.review-page >> text=现在没有等待审核的事项')
      const after = await one(owner, `findings/${finding}`)
      assert.deepEqual([after.state, after.due_on], ['returned', '2027-01-20'])
      await owner.reload()
      await owner.waitForSelector('.request[data-state=returned] .back >> text=补充南屏分中心的情况')
      await owner.waitForSelector('.request .back >> text=2027年1月20日')
      await read_page(owner, watch, 'owner: returned', ['ZGJ'])
      await owner.waitForSelector('#closing .ask')
      // asked for again: the second turn stands before the first, and is taken back
      await ask(owner, finding)
      await owner.reload()
      await owner.waitForSelector('.request[data-turn="2"]')
      assert.deepEqual(await owner.locator('.request').evaluateAll((all) => all.map((r) => r.dataset.turn)), ['2', '1'])
      // at a telephone the desk is a list, then a page
      const phone_desk = await open_page(server, watch, { size: phone })
      await enter(phone_desk, 'liangyh')
      await phone_desk.goto(`${server.base}/reviews`)
      await phone_desk.waitForSelector('.review-list li')
      assert.equal(await phone_desk.locator('.whole').count(), 0)
      await read_page(phone_desk, watch, 'telephone: the list', ['ZGJ'])
      await phone_desk.locator('.review-list a:has(.kind.closure)').first().tap()
      await phone_desk.waitForSelector('.whole [data-answer=result]')
      assert.equal(await phone_desk.locator('.review-list:visible').count(), 0)
      await read_page(phone_desk, watch, 'telephone: one', ['ZGJ'])
      await owner.locator('.request[data-turn="2"] [data-event=retract]').tap()
      await in_dialog(owner).tap()
      await owner.waitForSelector('.request[data-turn="2"][data-state=retracted]')
      await server.stop()
    },
    { limit: 240000 },
  ),

  'closing: who has nothing to sign sees no desk': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    await office.waitForSelector('.places a[href="/reviews"]')
    const owner = await open_page(server, watch)
    await enter(owner, 'jiangxm')
    const finding = await claimed(office, owner)
    await work_off(owner, finding)
    await choose_cause(owner, finding)
    await ask(owner, finding)
    for (const name of ['chuwb', 'jiangxm']) {
      const page = await open_page(server, watch)
      const asked = page.waitForResponse((r) => /review_steps/.test(r.url()))
      await enter(page, name)
      await asked
      await page.waitForSelector('.figure')
      assert.equal(await page.locator('.places a[href="/reviews"]').count(), 0, name)
      assert.equal(await page.locator('.waiting-panel [data-kind=review_steps]').count(), 0, name)
      await page.goto(`${server.base}/findings/${finding}#closing`)
      await page.waitForSelector('.request li[data-state=open]')
      assert.equal(await page.locator('.request li [data-event]').count(), 0, name)
    }
    await server.stop()
  },
}
