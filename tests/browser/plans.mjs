/* A plan from its first word to the signed extract: the office writes, supervisor and leader approve, a unit signs at its telephone; a change after
 * approval brings it back, and the comparison shows it. */
import assert from 'node:assert/strict'
import { call, enter, make_store, open_page, phone, read_page, serve, shoot, type_day } from './harness.mjs'

const books = '/api/v1/ledgers/ZGJ'
const must = async (page, method, path, body, headers) => {
  const got = await call(page, method, path.startsWith('/') ? path : `${books}/${path}`, body, headers)
  assert.ok(got.status < 300, `${method} ${path}: ${got.status} ${got.text}`)
  return got.json
}
const rows = async (page, path) => (await must(page, 'GET', path)).rows
const in_dialog = (page) => page.locator('.el-dialog:visible .act .el-button--primary')
const state = (page, word) => page.waitForSelector(`.page-head [data-state=${word}]`)
const parts = ['goal', 'contents', 'timetable', 'leadership', 'division', 'safeguards']

/** An inspection with two claimed problems of 登记中心, and one measure. */
async function prepared(office, owner) {
  const unit = (await rows(office, '/api/v1/organisations?code=DJZX'))[0].id
  const inspection = (await must(office, 'POST', 'inspections', { code: 'ZX-1', name: '不动产登记专项巡察', kind: 'special_topic', level: 'city' })).record.id
  const findings = []
  for (const title of ['登记档案缺失', '窗口排队过长']) {
    const id = (await must(office, 'POST', 'findings', { level: 'finding', title, inspection_id: inspection, due_on: '2099-06-30', due_as: 'day' })).record.id
    await must(office, 'POST', 'responsibilities', { finding_id: id, role: 'lead_unit', organisation_id: unit })
    const claim = (await rows(owner, `claims?finding_id=${id}`))[0]
    await must(owner, 'POST', `claims/${claim.id}/moves/claim`, {}, { 'If-Match': '*' })
    findings.push(id)
  }
  const action = (await must(office, 'POST', 'corrective_actions', { answers: [findings[0]], measure: '逐宗补齐登记档案', organisation_id: unit, due_on: '2099-03-31', due_as: 'day' })).record.id
  for (const [position, name, review_by] of [[1, '纪检监察机构监督', 'supervisor'], [2, '党组审议', 'leader']]) await must(office, 'POST', 'review_routes', { kind: 'plan', position, name, review_by })
  return { unit, inspection, findings, action }
}

export const tests = {
  'plans: written, told what is missing, approved, issued, signed for at a telephone, changed and compared': Object.assign(
    async (watch) => {
      const server = await serve(make_store('sample'))
      const office = await open_page(server, watch, { expect: [422] })
      await enter(office, 'liangyh')
      const owner = await open_page(server, watch, { size: phone })
      await enter(owner, 'jiangxm')
      const { findings, action, unit } = await prepared(office, owner)

      // a new plan, by its form
      await office.goto(`${server.base}/plans`)
      await office.click('.plans-page .add')
      await office.waitForSelector('.form-dialog form')
      await read_page(office, watch, 'a new plan', ['ZGJ'])
      await office.keyboard.press('Escape')
      const organisation = (await rows(office, '/api/v1/organisations?code=ZGJ'))[0].id
      const inspection = (await rows(office, 'inspections?code=ZX-1'))[0].id
      const plan = (await must(office, 'POST', 'plans', { kind: 'master', title: '不动产登记专项巡察整改方案', organisation_id: organisation, inspection_id: inspection })).record.id
      await office.goto(`${server.base}/plans`)
      await office.click('.plans-page .list a >> text=不动产登记专项巡察整改方案')
      await office.waitForSelector('.missing li >> nth=7')
      assert.match(await office.locator('.missing').innerText(), /总体目标[\s\S]*窗口排队过长/)
      assert.ok(await office.locator('[data-event=submit]').isDisabled())
      assert.equal(await office.locator('.group.red').count(), 2, 'both problems wait for a measure of the plan')
      await read_page(office, watch, 'missing', ['ZGJ'])
      await shoot(office, 'missing')

      // collected: one problem has its measure; what is missing leads to its place
      await office.click('.page-head [data-event=collect]')
      await in_dialog(office).click()
      await office.waitForSelector(`#measure-${action}`)
      await office.click('.missing .link >> text=/还缺责任单位/')
      await office.waitForSelector(`#measure-${action}.looked-at`)
      await office.click(`#measure-${action} td.deliverable .cell`)
      await office.fill('.cell-edit input', '补齐清单')
      await office.keyboard.press('Enter')
      await office.waitForSelector(`#measure-${action} td.deliverable >> text=补齐清单`)

      // the other by pasting from a sheet
      await office.click('#measures .tools .el-button')
      await office.fill('.form-dialog textarea', '对应问题\t整改措施\t责任单位\t完成时限\t成果形式\n窗口排队过长\t增设两个综合窗口\t不动产登记中心\t2099年3月31日\t窗口启用\n没有的问题\t试\t没有的单位\t\t')
      await in_dialog(office).click()
      await office.waitForSelector('.seen tr.bad')
      await read_page(office, watch, 'pasting', ['ZGJ'])
      await shoot(office, 'pasting')
      await in_dialog(office).click()
      await office.waitForSelector('#measures >> text=增设两个综合窗口')
      await office.click('.form-dialog .el-dialog__headerbtn')
      assert.equal(await office.locator('.group.red').count(), 0)

      // its text is kept as it is written
      for (const part of parts) await office.fill(`#plan-${part}`, `${part === 'goal' ? '档案补齐率达到百分之百' : '按领导小组部署执行'}。`)
      await office.locator('#plan-safeguards').blur()
      await office.waitForSelector('.plan-text .kept >> text=已保存')
      await office.waitForSelector('.missing .good')
      await office.reload()
      await office.waitForFunction(() => document.querySelector('#plan-goal')?.value.includes('百分之百'))

      // opinions: asked of two at once, answered by one at his telephone, handled
      await office.click('#opinions .ask')
      await office.waitForSelector('.ask-form')
      for (const code of ['登记中心', '办公室']) {
        await office.click('.ask-form .el-select >> nth=0')
        await office.keyboard.insertText(code)
        await office.click(`.el-select-dropdown__item:visible:has-text("${code}") >> nth=0`)
        await office.keyboard.press('Escape')
      }
      await type_day(office, office.locator('#ask-by'), '2099年1月1日')
      await in_dialog(office).click()
      await office.waitForSelector('#opinions li[data-state=asked] >> nth=1')
      assert.equal(await office.locator('.missing li').count(), 2, 'both are waited for')
      await owner.goto(server.base)
      await owner.locator('.waiting-panel [data-kind=plan_opinions] a').tap()
      await owner.waitForSelector('#opinions [data-event=answer]')
      await read_page(owner, watch, 'owner: asked', ['ZGJ'])
      await owner.locator('#opinions [data-event=answer]').tap()
      await owner.fill('#move-opinion', '建议增加南屏分中心的窗口。')
      await in_dialog(owner).tap()
      await owner.waitForSelector('#opinions .said >> text=南屏分中心')
      for (const o of await rows(office, `plan_opinions?plan_id=${plan}`)) {
        if (o.state === 'asked') await must(office, 'POST', `plan_opinions/${o.id}/withdraw`, { reason: '已当面征求' })
      }
      await office.reload()
      await office.click('#opinions [data-event=handle]')
      await office.fill('#move-adoption_reason', '已写入措施。')
      await office.click('.el-dialog .el-select')
      await office.click('.el-select-dropdown__item:visible >> text=/^采纳$/')
      await in_dialog(office).click()
      await office.waitForSelector('#opinions .adopted')
      await read_page(office, watch, 'opinions', ['ZGJ'])
      await shoot(office, 'complete')

      // submitted; supervisor and leader sign on its page
      await office.click('.page-head [data-event=submit]')
      await in_dialog(office).click()
      await state(office, 'under_review')
      const people = {}
      for (const who of ['chuwb', 'hexl']) {
        const page = (people[who] = await open_page(server, watch))
        await enter(page, who)
        await page.click('.waiting-panel [data-kind=review_steps] a >> text=不动产登记专项巡察整改方案')
        await page.waitForURL(/\/plans\//)
        await page.waitForSelector('#measures >> text=增设两个综合窗口')
        await read_page(page, watch, `${who}: the plan`, ['ZGJ'])
        await page.click('#steps [data-event=pass]')
        await page.fill('#move-opinion', '同意。')
        await in_dialog(page).click()
        await page.waitForSelector('#steps li[data-state=passed]')
      }
      await office.reload()
      await state(office, 'approved')

      // a change after approval: back to its reviewers, who are told
      await office.click(`#measure-${action} td.deliverable .cell`)
      await office.fill('.cell-edit input', '补齐清单和影像')
      await office.keyboard.press('Enter')
      await state(office, 'under_review')
      await office.waitForSelector('.amended >> text=成果形式')
      await office.waitForSelector('#steps .reopened >> text=成果形式')
      await read_page(office, watch, 'amended', ['ZGJ'])
      await shoot(office, 'amended')
      for (const who of ['chuwb', 'hexl']) {
        await people[who].reload()
        await people[who].click('#steps [data-event=pass]')
        await people[who].fill('#move-opinion', '再审同意。')
        await in_dialog(people[who]).click()
        await people[who].waitForSelector('#steps li[data-state=passed] .said >> text=再审同意')
      }
      await office.reload()
      await state(office, 'approved')
      await office.waitForSelector('.difference.changed ins >> text=补齐清单和影像')
      assert.equal(await office.locator('.difference del').innerText(), '补齐清单')
      await office.click('#versions ol .link >> nth=0')
      await office.waitForSelector('.then .good')
      await read_page(office, watch, 'compared', ['ZGJ'])
      await office.locator('#versions').scrollIntoViewIfNeeded()
      await shoot(office, 'compared')

      // issued; the unit signs at its telephone, and begins its own plan
      await office.click('.page-head [data-event=issue]')
      await office.fill('#move-document_no', '资规党〔2026〕8号')
      await in_dialog(office).click()
      await state(office, 'issued')
      await office.waitForSelector('#extracts li[data-state=issued]')
      await owner.goto(server.base)
      await owner.locator('.waiting-panel [data-kind=plan_extracts] a').tap()
      await owner.waitForSelector('.extract-page table >> nth=2')
      await read_page(owner, watch, 'owner: the extract', ['ZGJ'])
      await shoot(owner, 'extract-phone')
      await owner.locator('.extract-page [data-event=sign]').tap()
      await in_dialog(owner).tap()
      await state(owner, 'signed')
      await owner.locator('.extract-page .begin').tap()
      await owner.waitForSelector('#measures .group >> nth=1')
      await owner.locator('#measures .group .add >> nth=0').tap()
      await owner.waitForSelector('.form-dialog form')
      await read_page(owner, watch, 'owner: breaking down', ['ZGJ'])
      await shoot(owner, 'break-down-phone')
      await owner.locator('.form-dialog .el-dialog__headerbtn').tap()
      await read_page(owner, watch, 'owner: his plan', ['ZGJ'])
      await shoot(owner, 'own-phone')
      await office.reload()
      await office.waitForSelector('#extracts li[data-state=signed] >> text=江雪梅')
      await read_page(office, watch, 'issued', ['ZGJ'])
      await shoot(office, 'issued')

      // letters for all lead units, signed below and above
      await office.click('#extracts .letters')
      await office.waitForSelector('.letter-maker li')
      await read_page(office, watch, 'letters', ['ZGJ'])
      await in_dialog(office).click()
      await office.waitForSelector('.letter-maker', { state: 'detached' })
      await owner.goto(server.base)
      await owner.locator('.waiting-panel [data-kind=responsibility_letters] a').tap()
      await owner.waitForSelector('.letter-page .words >> text=登记档案缺失')
      await read_page(owner, watch, 'owner: the letter', ['ZGJ'])
      await shoot(owner, 'letter-phone')
      await owner.locator('[data-event=undertake]').tap()
      await in_dialog(owner).tap()
      await state(owner, 'undertaken')
      await office.goto(`${server.base}/letters`)
      await office.waitForSelector('.letters-page li[data-state=undertaken]')
      await read_page(office, watch, 'the letters', ['ZGJ'])
      await office.goto(`${server.base}/plans`)
      await office.waitForSelector('.plans-page li >> nth=1')
      await read_page(office, watch, 'the plans', ['ZGJ'])
      await shoot(office, 'plans')
      assert.deepEqual((await rows(office, `findings?inspection_id=${inspection}&state=planned`)).map((f) => f.id).sort(), [...findings].sort())
      assert.ok(unit)
      await server.stop()
    },
    { limit: 240000 },
  ),

  'plans: a practice that was missed, a sweep that does not tie, all routes at once': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch, { expect: [422] })
    await enter(office, 'liangyh')
    const finding = (await rows(office, 'findings?level=finding&limit=1'))[0].id
    const sweep = (await must(office, 'POST', 'corrective_actions', { answers: [finding], measure: '排查全部档案', kind: 'sweep' })).record.id
    const practice = (await must(office, 'POST', 'corrective_actions', { answers: [finding], measure: '每周通报一次', kind: 'practice', frequency: 'weekly' })).record.id
    await must(office, 'POST', 'progress_entries', { corrective_action_id: practice, done: '已通报' })
    await office.goto(`${server.base}/findings/${finding}#actions`)
    await office.click('.actions .line >> text=每周通报一次')
    await office.waitForSelector('.practice >> text=已落实 1 次')
    await office.waitForSelector('.periods .kept')
    await office.click('.actions .line >> text=排查全部档案')
    await office.click('.progress .report')
    await office.fill('#progress-done', '已排查一遍')
    for (const [name, n] of [['base', 100], ['checked', 80], ['found', 5], ['corrected', 3], ['left', 1]]) await office.fill(`#progress-sweep_${name}`, String(n))
    await office.waitForSelector('.sweep-fields .tie.problem')
    await read_page(office, watch, 'a sweep', ['ZGJ'])
    await shoot(office, 'sweep')
    await office.fill('#progress-sweep_left', '2')
    await office.waitForSelector('.sweep-fields .tie.good')
    await in_dialog(office).click()
    await office.waitForSelector('.measure-facts .sweep >> text=100')
    await read_page(office, watch, 'the figures', ['ZGJ'])
    assert.ok(sweep)
    await office.goto(`${server.base}/records/review_routes`)
    await office.click('.route-sets [data-set=full_chain]')
    await office.waitForSelector('.el-message-box >> text=新增 13 个环节')
    await office.click('.el-message-box .el-button--primary')
    await office.waitForSelector('tbody tr >> nth=12')
    await read_page(office, watch, 'the routes', ['ZGJ'])
    await server.stop()
  },
}
