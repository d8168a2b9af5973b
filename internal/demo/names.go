package demo

import (
	"math/rand/v2"
	"strings"
)

// Names are invented: common surnames and given names, drawn by the builder's seed.
var (
	surnames = strings.Fields("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 阴 单 仝 卫 解 柴 裴 景 欧阳 上官")
	given1   = []rune("志建文国永海秀玉桂春红金晓丽小爱俊振德明清福贵长立新庆宝树林云凤兰淑忠义仁礼")
	given2   = []rune("强军平华明东伟林生红英兰梅霞芳燕玲萍静敏杰涛刚勇斌辉鹏飞龙虎山川河田宏亮超峰琴花香珍莲娟")
)

func (b *Builder) name() string {
	r := b.rng
	n := pick(r, surnames)
	if r.IntN(5) > 0 {
		n += string(given1[r.IntN(len(given1))])
	}
	return n + string(given2[r.IntN(len(given2))])
}

// phone draws a number of a range that no operator gives out, so that nobody is ever called.
func (b *Builder) phone() string {
	const digits = "0123456789"
	p := []byte("19900000000")
	for i := 3; i < len(p); i++ {
		p[i] = digits[b.rng.IntN(10)]
	}
	return string(p)
}

// servicePhone is a desk's number in the county's area code.
func (b *Builder) servicePhone() string {
	const digits = "0123456789"
	p := []byte(b.dial + "-6800000")
	for i := len(b.dial) + 3; i < len(p); i++ {
		p[i] = digits[b.rng.IntN(10)]
	}
	return string(p)
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

var numerals = strings.Fields("一 二 三 四 五 六 七 八 九 十")

// numeral writes 1 to 99 in Chinese.
func numeral(n int) string {
	switch {
	case n <= 10:
		return numerals[n-1]
	case n < 20:
		return "十" + numerals[n-11]
	case n%10 == 0:
		return numerals[n/10-1] + "十"
	}
	return numerals[n/10-1] + "十" + numerals[n%10-1]
}
