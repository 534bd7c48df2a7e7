"""Wordings of reports, written by hand with invented offices and figures: what each must yield, and nothing else."""

from __future__ import annotations

# (text, ((indicator, value), ...)); the values are canonical: yuan, ratios as 0..1, changes signed.
ENFORCEMENT: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "全县共检查企业312家,发现隐患845条,已整改830条。",
        (("inspection.units", "312"), ("hazard.found", "845"), ("hazard.rectified", "830")),
    ),
    ("累计抽查生产经营单位56个。", (("inspection.units", "56"),)),
    ("排查各类场所1.2万处。", (("inspection.units", "12000"),)),
    ("对236家企业进行了检查。", (("inspection.units", "236"),)),
    ("共有98家企业接受检查。", (("inspection.units", "98"),)),
    ("检查煤矿17座。", (("inspection.units", "17"),)),
    ("共检查企业120家次。", (("inspection.count", "120"),)),
    ("开展执法检查246起。", (("inspection.count", "246"),)),
    ("组织集中执法行动35次,出动执法人员412人次。", (("inspection.count", "35"), ("inspection.personnel", "412"))),
    ("该局全年开展了1308次监督检查。", (("inspection.count", "1308"),)),
    ("派出18个检查组,督查企业77家。", (("inspection.teams", "18"), ("inspection.units", "77"))),
    ("共成立督导组9个,检查组12组次。", (("inspection.teams", "9"), ("inspection.teams", "12"))),
    ("出动警力230人次、车辆41辆次。", (("inspection.personnel", "230"),)),
    (
        "下达现场检查记录602份,责令限期整改指令书311份,整改复查意见书290份。",
        (("document.record", "602"), ("document.rectification_order", "311"), ("document.reinspection", "290")),
    ),
    ("下达各类执法文书1024份。", (("document.total", "1024"),)),
    ("发出整改通知书58份、督办函3份。", (("document.rectification_order", "58"), ("document.supervision_notice", "3"))),
    ("共打击非法违法行为66起,整治违规违章行为73起。", (("violation.illegal", "66"), ("violation.corrected", "73"))),
    ("打击各类非法违法、治理纠正违规违章行为1.5万余起。", (("violation.total", "15000"),)),
    ("查处交通违法行为5021起。", (("violation.illegal", "5021"),)),
    ("查处7起非法储存烟花爆竹行为。", (("violation.illegal", "7"),)),
    ("查纠三违行为39例。", (("violation.corrected", "39"),)),
    ("实施行政处罚45次,罚款62.5万元。", (("penalty.count", "45"), ("penalty.fine_amount", "625000"))),
    ("处罚企业23家,罚款18.8万元。", (("penalty.units", "23"), ("penalty.fine_amount", "188000"))),
    (
        "警告企业6家,处罚企业5家、金额4.2万元。",
        (("penalty.warning", "6"), ("penalty.units", "5"), ("penalty.fine_amount", "42000")),
    ),
    ("罚款118家。", (("penalty.fined_units", "118"),)),
    ("对2家企业罚款5万元。", (("penalty.fined_units", "2"), ("penalty.fine_amount", "50000"))),
    ("处8万元罚款。", (("penalty.fine_amount", "80000"),)),
    ("处以人民币壹万伍仟元的罚款。", (("penalty.fine_amount", "15000"),)),
    ("共收缴罚款218.6万元。", (("penalty.fine_collected", "2186000"),)),
    ("罚没款合计93.4万元。", (("penalty.fine_and_confiscation", "934000"),)),
    (
        "事故罚款120万元,监督检查罚款80万元。",
        (("penalty.fine_accident", "1200000"), ("penalty.fine_supervision", "800000")),
    ),
    ("罚款收缴率94.4%。", (("penalty.collection_rate", "0.944"),)),
    ("共立案24件,结案23件。", (("penalty.case_filed", "24"), ("penalty.case_closed", "23"))),
    ("立案查处违法企业31家。", (("penalty.case_filed", "31"),)),
    ("责令停产整顿企业19家,关闭取缔14家。", (("penalty.suspension", "19"), ("penalty.closure", "14"))),
    ("对3家企业停产整顿。", (("penalty.suspension", "3"),)),
    ("责令44家企业停产停业整顿。", (("penalty.suspension", "44"),)),
    ("5家企业被责令停产整改。", (("penalty.suspension", "5"),)),
    ("停产停业、停止建设施工企业77家。", (("penalty.suspension_mixed", "77"),)),
    ("取缔非法采石点11个,取缔5家无证作坊。", (("penalty.closure", "11"), ("penalty.closure", "5"))),
    ("关闭煤矿2座。", (("penalty.closure", "2"),)),
    ("提请关闭企业4家。", (("penalty.closure_proposed", "4"),)),
    ("暂扣或吊销许可证16个。", (("penalty.licence", "16"),)),
    ("吊销5家企业的安全生产许可证。", (("penalty.licence_revoked", "5"),)),
    ("9家被吊销营业执照。", (("penalty.licence_revoked", "9"),)),
    ("查封企业3家,扣押设备27台。", (("penalty.seizure", "3"), ("penalty.seizure", "27"))),
    ("纳入“黑名单”管理企业8家,公开曝光15家。", (("penalty.blacklist", "8"), ("penalty.exposed", "15"))),
    ("行政拘留12人,刑事拘留3人。", (("detention.administrative", "12"), ("detention.criminal", "3"))),
    ("行政及刑事拘留58人。", (("detention.mixed", "58"),)),
    ("行政拘留、移送司法机关或问责处理203人。", (("detention.mixed", "203"),)),
    ("刑事拘留、判刑各2人。", (("detention.criminal", "2"), ("prosecution.criminal", "2"))),
    ("移送公安机关案件6起,追究刑事责任4人。", (("penalty.transferred", "6"), ("prosecution.criminal", "4"))),
    ("批准逮捕3人。", (("prosecution.arrested", "3"),)),
    ("问责干部21人,约谈企业13家。", (("accountability.persons", "21"), ("accountability.units", "13"))),
    ("开展警示约谈8次。", (("accountability.units", "8"),)),
    (
        "检查80家,隐患120条,整改110条。",
        (("inspection.units", "80"), ("hazard.found", "120"), ("hazard.rectified", "110")),
    ),
    ("检43个企业,查出隐患61条。", (("inspection.units", "43"), ("hazard.found", "61"))),
    ("对5家烟花爆竹批发企业、29家零售店全覆盖检查。", (("inspection.units", "5"), ("inspection.units", "29"))),
    (
        "查处违法行为820起。其中酒后驾驶70起、无证驾驶30起、客车超员12起。",
        (
            ("violation.illegal", "820"),
            ("violation.illegal", "70"),
            ("violation.illegal", "30"),
            ("violation.illegal", "12"),
        ),
    ),
    ("临时查封53家,责令“三停”21家。", (("penalty.seizure", "53"), ("penalty.fire_three_stops", "21"))),
)

HAZARDS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "排查安全隐患913条,立即整改完成876条,限期整改37条,整改到位率95.95%。",
        (
            ("hazard.found", "913"),
            ("hazard.immediate", "876"),
            ("hazard.deadline", "37"),
            ("hazard.rectification_rate", "0.9595"),
        ),
    ),
    (
        "一般隐患3058项,整改2971项,整改率97.15%;重大隐患18项,整改11项,整改率61.1%。",
        (
            ("hazard.general_found", "3058"),
            ("hazard.general_rectified", "2971"),
            ("hazard.general_rate", "0.9715"),
            ("hazard.major_found", "18"),
            ("hazard.major_rectified", "11"),
            ("hazard.major_rate", "0.611"),
        ),
    ),
    ("发现问题隐患700余项。", (("hazard.found", "700"),)),
    ("共排查出1.87万个隐患。", (("hazard.found", "18700"),)),
    (
        "查出火灾隐患64处,督促整改60处,正在整改4处。",
        (("hazard.found", "64"), ("hazard.rectified", "60"), ("hazard.pending", "4")),
    ),
    (
        "重大隐患排查出182项,已整改72项,其余110项列入治理计划,落实治理资金4422万元。",
        (
            ("hazard.major_found", "182"),
            ("hazard.major_rectified", "72"),
            ("hazard.major_planned", "110"),
            ("hazard.funds", "44220000"),
        ),
    ),
    ("挂牌督办重大隐患5处。", (("hazard.listed", "5"),)),
    ("尚未整改隐患9条。", (("hazard.pending", "9"),)),
    (
        "发现隐患5420条,其中一般隐患5402条、重大隐患18条,已整改5211条,整改率96.14%。",
        (
            ("hazard.found", "5420"),
            ("hazard.general_found", "5402"),
            ("hazard.major_found", "18"),
            ("hazard.rectified", "5211"),
            ("hazard.rectification_rate", "0.9614"),
        ),
    ),
    ("企业自查隐患6120条,整改6098条。", (("hazard.self_found", "6120"), ("hazard.rectified", "6098"))),
    ("责令整改202处。", ()),
    ("责令立即整改隐患15条。", ()),
)

ACCIDENTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "全市共发生生产安全事故51起,死亡47人,受伤12人,直接经济损失386.5万元。",
        (
            ("accident.count", "51"),
            ("accident.deaths", "47"),
            ("accident.injuries", "12"),
            ("accident.loss", "3865000"),
        ),
    ),
    (
        "发生3起道路交通事故,共造成4人死亡2人受伤。",
        (("accident.count", "3"), ("accident.deaths", "4"), ("accident.injuries", "2")),
    ),
    (
        "发生事故30起、死亡26人,同比减少5起4人。",
        (
            ("accident.count", "30"),
            ("accident.deaths", "26"),
            ("accident.count_change", "-5"),
            ("accident.deaths_change", "-4"),
        ),
    ),
    (
        "发生事故55起、死亡53人,同比分别下降25.7%、24.3%。",
        (
            ("accident.count", "55"),
            ("accident.deaths", "53"),
            ("accident.count_yoy", "-0.257"),
            ("accident.deaths_yoy", "-0.243"),
        ),
    ),
    (
        "发生事故55起、死亡53人,同比分别下降5.7%和上升4.3%。",
        (
            ("accident.count", "55"),
            ("accident.deaths", "53"),
            ("accident.count_yoy", "-0.057"),
            ("accident.deaths_yoy", "0.043"),
        ),
    ),
    (
        "发生事故5起、死亡5人,同比均下降44.4%。",
        (
            ("accident.count", "5"),
            ("accident.deaths", "5"),
            ("accident.count_yoy", "-0.444"),
            ("accident.deaths_yoy", "-0.444"),
        ),
    ),
    (
        "共发生事故11起,同比事故起数减少14起,下降56%;死亡人数减少15人,下降62.5%。",
        (
            ("accident.count", "11"),
            ("accident.count_change", "-14"),
            ("accident.count_yoy", "-0.56"),
            ("accident.deaths_change", "-15"),
            ("accident.deaths_yoy", "-0.625"),
        ),
    ),
    (
        "事故起数同比下降3.46%,死亡人数上升7.69%。",
        (("accident.count_yoy", "-0.0346"), ("accident.deaths_yoy", "0.0769")),
    ),
    (
        "发生事故2起、死亡2人,事故起数同比下降33.3%、死亡人数持平。",
        (
            ("accident.count", "2"),
            ("accident.deaths", "2"),
            ("accident.count_yoy", "-0.333"),
            ("accident.deaths_yoy", "0"),
        ),
    ),
    (
        "发生事故10宗,同比下降16.67%;死亡8人,同比下降38.46%。",
        (
            ("accident.count", "10"),
            ("accident.count_yoy", "-0.1667"),
            ("accident.deaths", "8"),
            ("accident.deaths_yoy", "-0.3846"),
        ),
    ),
    (
        "发生较大事故1起、死亡3人,同比增加1起。",
        (("accident.larger_count", "1"), ("accident.larger_deaths", "3"), ("accident.count_change", "1")),
    ),
    (
        "共发生事故1078起,死亡1226人,比上年同期减少事故84起、减少死亡101人,降幅分别是7.2%和7.6%。",
        (
            ("accident.count", "1078"),
            ("accident.deaths", "1226"),
            ("accident.count_change", "-84"),
            ("accident.deaths_change", "-101"),
            ("accident.count_yoy", "-0.072"),
            ("accident.deaths_yoy", "-0.076"),
        ),
    ),
    ("道路交通死亡85人,占全年控制指标(177人)的48%。", (("accident.deaths", "85"), ("accident.control_usage", "0.48"))),
    ("发生亡人火灾6起。", (("accident.fatal_count", "6"),)),
    (
        "发生火灾一百三十二起,死亡六人,直接财产损失三百零六万元。",
        (("accident.count", "132"), ("accident.deaths", "6"), ("accident.loss", "3060000")),
    ),
    ("事故起数环比下降12.5%。", (("accident.count_mom", "-0.125"),)),
)

CAPACITY: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "全县“零事故”村(社区)比例达到了91.3%,企事业单位比例达到了99.9%。",
        (("zero_accident.village_rate", "0.913"), ("zero_accident.enterprise_rate", "0.999")),
    ),
    ("举办培训班26期次,培训企业负责人、管理人员2400余人。", (("training.sessions", "26"), ("training.people", "2400"))),
    ("培训“三项岗位人员”1.2万余人次。", (("training.three_posts", "12000"),)),
    ("组织97人参加执法证培训,97人全部取得行政执法资格。", (("training.people", "97"), ("training.certified", "97"))),
    ("持证上岗率达到100%。", (("training.cert_rate", "1"),)),
    ("开展应急演练1800余场次,参演人员2.3万人次。", (("drill.count", "1800"), ("drill.people", "23000"))),
    ("128家企业完成了应急预案备案。", (("plan.filed", "128"),)),
    ("共有应急救援队伍22支,救援人员310人。", (("rescue.teams", "22"), ("rescue.personnel", "310"))),
    ("发放宣传资料3.5万余份,举办宣讲活动40场。", (("publicity.materials", "35000"), ("publicity.events", "40"))),
    (
        "受理举报46件,查实31件,兑现举报奖励2.6万元。",
        (("complaint.count", "46"), ("complaint.confirmed", "31"), ("reward.amount", "26000")),
    ),
    (
        "共有41家企业达标,其中二级8家、三级33家,达标率80.39%。",
        (
            ("standard.enterprises", "41"),
            ("standard.level2", "8"),
            ("standard.level3", "33"),
            ("standard.rate", "0.8039"),
        ),
    ),
    ("安全生产网格员169人。", (("grid.personnel", "169"),)),
    ("行政村覆盖率达到了80%。", (("coverage.rate", "0.8"),)),
    (
        "全市有煤矿129座,非煤矿山432座、危险化学品经营单位789家。",
        (("coverage.units", "129"), ("coverage.units", "432"), ("coverage.units", "789")),
    ),
)

CHAINS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("各类事故起数和死亡人数分别为5起、6人。", (("accident.count", "5"), ("accident.deaths", "6"))),
    ("事故从去年同期的30起降到18起,下降40%。", (("accident.count", "18"), ("accident.count_yoy", "-0.4"))),
    (
        "工矿商贸、道路交通、建筑施工领域分别发生事故3起、8起、2起,死亡4人、9人、1人。",
        (
            ("accident.count", "3"),
            ("accident.count", "8"),
            ("accident.count", "2"),
            ("accident.deaths", "4"),
            ("accident.deaths", "9"),
            ("accident.deaths", "1"),
        ),
    ),
    (
        "事故起数、死亡人数、受伤人数同比分别下降10%、20%、30%。",
        (("accident.count_yoy", "-0.1"), ("accident.deaths_yoy", "-0.2"), ("accident.injuries_yoy", "-0.3")),
    ),
    (
        "发生事故9起,较去年同期减少3起,死亡10人,减少2人。",
        (
            ("accident.count", "9"),
            ("accident.count_change", "-3"),
            ("accident.deaths", "10"),
            ("accident.deaths_change", "-2"),
        ),
    ),
    ("发生事故5起,死亡6人,亿元GDP死亡率0.05,同比下降10%。", (("accident.count", "5"), ("accident.deaths", "6"))),
    ("检查企业50家,罚款20万元,同比分别增长10%、20%。", (("inspection.units", "50"), ("penalty.fine_amount", "200000"))),
    (
        "发生事故12起、死亡13人,同比减少2起、1人,分别下降14.3%、7.1%。",
        (
            ("accident.count", "12"),
            ("accident.deaths", "13"),
            ("accident.count_change", "-2"),
            ("accident.deaths_change", "-1"),
            ("accident.count_yoy", "-0.143"),
            ("accident.deaths_yoy", "-0.071"),
        ),
    ),
    (
        "发生事故8起、死亡9人、受伤3人、直接经济损失52万元,同比分别上升14.3%、28.6%、持平和下降5.2%。",
        (
            ("accident.count", "8"),
            ("accident.deaths", "9"),
            ("accident.injuries", "3"),
            ("accident.loss", "520000"),
            ("accident.count_yoy", "0.143"),
            ("accident.deaths_yoy", "0.286"),
            ("accident.injuries_yoy", "0"),
            ("accident.loss_yoy", "-0.052"),
        ),
    ),
    (
        "发生事故31起、死亡30人。其中,道路交通事故20起、死亡21人,同比分别下降9.1%和4.5%;建筑施工事故3起、死亡3人,同比持平。",
        (
            ("accident.count", "31"),
            ("accident.deaths", "30"),
            ("accident.count", "20"),
            ("accident.deaths", "21"),
            ("accident.count_yoy", "-0.091"),
            ("accident.deaths_yoy", "-0.045"),
            ("accident.count", "3"),
            ("accident.deaths", "3"),
            ("accident.count_yoy", "0"),
            ("accident.deaths_yoy", "0"),
        ),
    ),
    ("死亡人数由上年的26人减少到19人,同比下降26.9%。", (("accident.deaths", "19"), ("accident.deaths_yoy", "-0.269"))),
    (
        "与去年同期相比,事故总量下降22.5%,死亡人数下降18%。",
        (("accident.count_yoy", "-0.225"), ("accident.deaths_yoy", "-0.18")),
    ),
    ("同比少发生事故3起,少死亡2人。", (("accident.count_change", "-3"), ("accident.deaths_change", "-2"))),
    (
        "发生一般事故7起、死亡7人,较大事故1起、死亡3人。",
        (
            ("accident.general_count", "7"),
            ("accident.general_deaths", "7"),
            ("accident.larger_count", "1"),
            ("accident.larger_deaths", "3"),
        ),
    ),
    (
        "检查危化企业32家、烟花爆竹企业15家,发现隐患88条。",
        (("inspection.units", "32"), ("inspection.units", "15"), ("hazard.found", "88")),
    ),
    ("全市检查煤矿企业12家次、非煤矿山30家次。", (("inspection.count", "12"), ("inspection.count", "30"))),
    (
        "立案12起,其中事故立案3起;罚款85.6万元,其中事故罚款30万元。",
        (
            ("penalty.case_filed", "12"),
            ("penalty.case_accident", "3"),
            ("penalty.fine_amount", "856000"),
            ("penalty.fine_accident", "300000"),
        ),
    ),
    (
        "出动检查人员56人次,检查生产经营单位21家(其中危化企业5家),发现问题隐患43处,现场整改40处,限期整改3处。",
        (
            ("inspection.personnel", "56"),
            ("inspection.units", "21"),
            ("inspection.units", "5"),
            ("hazard.found", "43"),
            ("hazard.immediate", "40"),
            ("hazard.deadline", "3"),
        ),
    ),
    (
        "共检查各类企业、场所1,306家(处),排查出各类隐患2 415条,整改完成2,398条,整改率达99.3%。",
        (
            ("inspection.units", "1306"),
            ("hazard.found", "2415"),
            ("hazard.rectified", "2398"),
            ("hazard.rectification_rate", "0.993"),
        ),
    ),
    (
        "责令停产停业整顿3家,行政处罚立案5起,已结案4起,累计罚款人民币12.3万元。",
        (
            ("penalty.suspension", "3"),
            ("penalty.case_filed", "5"),
            ("penalty.case_closed", "4"),
            ("penalty.fine_amount", "123000"),
        ),
    ),
    (
        "今年以来,全县共开展联合执法17次,取缔非法加油点6处,查扣车辆9辆,移交司法机关2人。",
        (("inspection.count", "17"), ("penalty.closure", "6"), ("penalty.seizure", "9"), ("prosecution.criminal", "2")),
    ),
)

# Numbers that are no figures at all.
NOTHING: tuple[str, ...] = (
    "一票否决率不低于5%。",
    "明年计划安排2-3期安全教育培训班。",
    "2022年“零事故”村(社区)比例将达到80%。",
    "全年应完成达标企业50家。",
    "联系电话:0990-1234567。",
    "示应急〔2018〕69号文件要求。",
    "开展“六打六治”专项行动,落实“四个一律”。",
    "每周至少检查3次。",
    "每村配备1名监管员。",
    "没有发生死亡3人以上事故的目标。",
    "可处2万元以上10万元以下罚款。",
    "举报最高奖励1万元。",
    "要求各地检查企业不少于100家。",
    "力争全年检查企业500家。",
    "拟立案3起。",
    "罚款同比增长20%。",
    "检查企业同比增加12家。",
    "处罚金额占全市的49.8%。",
    "共检查单?584家,责令“三停?0家。",
    "出动余人次。",
    "水管7020米,稀土废渣3560袋。",
    "浏览次数:616次",
    "17个县市形势总体稳定。",
    "其中损失最大的一起为13万元。",
    "5500余条隐患排查具体指标。",
    "下一步,将检查企业200家。",
    "排名后三位的县处罚均不足5次。",
    "平均每个县检查212家次。",
    "力争事故起数、死亡人数同比下降10%以上。",
    "接入企业128家,在线监测点位1560个。",
)
